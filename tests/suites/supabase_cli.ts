// Supabase's own command line tool with an empty home: it finds neither a linked project nor anybody's
// access token. Knows no command.

import type { Part } from "../local/parts.ts";
import { fileOfCommand } from "./npx_command.ts";
import { type Printed, run } from "./program.ts";

/** The manuals and the doctor name this version. */
export const SUPABASE_VERSION = "3.1.0";

interface SupabaseCli extends Part {
  readonly version: string;
  /** Its file. */
  readonly program: string;
  /** A folder of its own, for what it has to be given. */
  readonly home: string;
  /** Runs a command in a project's folder, in which it leaves files of its own. */
  run(args: string[], project: string, environment?: Record<string, string>): Promise<Printed>;
}

/** Gets the tool through npx. */
export async function findSupabaseCli(): Promise<SupabaseCli> {
  const program = await fileOfCommand(`supabase@${SUPABASE_VERSION}`, "supabase");
  const home = await Deno.makeTempDir({ prefix: "supabase-" });
  const own = { HOME: home, PATH: Deno.env.get("PATH") ?? "", DO_NOT_TRACK: "1", NO_COLOR: "1" };
  return {
    version: SUPABASE_VERSION,
    program,
    home,
    run: (args, cwd, environment = {}) =>
      run(program, args, { cwd, env: { ...own, ...environment }, clearEnv: true }),
    stop: () => Deno.remove(home, { recursive: true }),
  };
}
