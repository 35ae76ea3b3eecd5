// Supabase's command line tool for databases, on a copy of the project's `supabase` folder: it leaves
// nothing in the repository.

import { cp, mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Part } from "../../local/parts.ts";
import type { Printed } from "../program.ts";
import { findSupabaseCli } from "../supabase_cli.ts";

const SUPABASE = fileURLToPath(new URL("../../../supabase/", import.meta.url));
/** What of that folder the commands on a database read. */
const READ = ["config.toml", "migrations"];

export interface DatabaseCommands extends Part {
  readonly version: string;
  /** Runs `supabase <args> --remote=<url>`. */
  on(url: string, ...args: string[]): Promise<Printed>;
}

/**
 * Finds the tool and copies what it reads.
 * @param migrations further ones, by name
 */
export async function prepareCommands(
  migrations: Record<string, string> = {},
): Promise<DatabaseCommands> {
  const { version, home, run, stop } = await findSupabaseCli();
  try {
    await mkdir(`${home}/supabase`);
    for (const path of READ) {
      await cp(SUPABASE + path, `${home}/supabase/${path}`, { recursive: true });
    }
    for (const [name, sql] of Object.entries(migrations)) {
      await Deno.writeTextFile(`${home}/supabase/migrations/${name}`, sql);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return { version, on: (url, ...args) => run([...args, `--remote=${url}`], home), stop };
}
