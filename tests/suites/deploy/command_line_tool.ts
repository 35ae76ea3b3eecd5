// Supabase's command line tool, with a home of its own and a profile that leads to another Management
// API than Supabase's. Knows no command.

import type { Part } from "../../local/parts.ts";
import { fileOfCommand } from "../npx_command.ts";

const SPEC = "supabase@3.1.0";
const TIMEOUT_MS = 120_000;

export interface CommandLineTool extends Part {
  /** Runs a command in a project's folder. */
  run(args: string[], project: string): Promise<Outcome>;
}

export interface Outcome {
  success: boolean;
  /** On either stream. */
  printed: string;
}

/**
 * @param api origin of the Management API
 * @param accessToken what `supabase login` would have kept
 */
export async function findCommandLineTool(
  api: string,
  accessToken: string,
): Promise<CommandLineTool> {
  const program = await fileOfCommand(SPEC, "supabase");
  const home = await Deno.makeTempDir();
  const profile = `${home}/profile.yaml`;
  await Deno.writeTextFile(profile, profileFor(api));
  const env = {
    PATH: Deno.env.get("PATH") ?? "",
    HOME: home,
    SUPABASE_ACCESS_TOKEN: accessToken,
    SUPABASE_PROFILE: profile,
    SUPABASE_YES: "true",
    DO_NOT_TRACK: "1",
    NO_COLOR: "1",
  };
  return {
    run: (args, cwd) => run(program, { args, cwd, env, clearEnv: true }),
    stop: () => Deno.remove(home, { recursive: true }),
  };
}

function profileFor(api: string): string {
  const lines = ["name: rehearsal", `api_url: ${api}`, `dashboard_url: ${api}`];
  return [...lines, "project_host: supabase.co", ""].join("\n");
}

async function run(program: string, options: Deno.CommandOptions): Promise<Outcome> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const output = await new Deno.Command(program, { ...options, signal }).output();
  const printed = [output.stdout, output.stderr].map((bytes) => new TextDecoder().decode(bytes));
  return { success: output.success, printed: printed.join("") };
}
