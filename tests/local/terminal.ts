// Writes lines to the terminal. Imports no package: the first line must be printed before any download.

import { write } from "../../supabase/functions/_tools/terminal.ts";

/** Writes a line to stdout. */
export function say(line: string): void {
  write(Deno.stdout, `${line}\n`);
}

/** Writes a line to stderr. */
export function complain(line: string): void {
  write(Deno.stderr, `${line}\n`);
}
