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

/** Finds the tool and copies what it reads. */
export async function prepareCommands(): Promise<DatabaseCommands> {
  const { version, home, run, stop } = await findSupabaseCli();
  try {
    await mkdir(`${home}/supabase`);
    for (const path of READ) {
      await cp(SUPABASE + path, `${home}/supabase/${path}`, { recursive: true });
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return { version, on: (url, ...args) => run([...args, `--remote=${url}`], home), stop };
}
