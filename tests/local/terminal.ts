// Writes lines to whoever started a command. No package may be imported here: the first line must come
// before any is downloaded.

import { write } from "../../supabase/functions/_tools/terminal.ts";

/** Writes a line to stdout. */
export function say(line: string): void {
  write(Deno.stdout, `${line}\n`);
}

/** Writes a line to stderr. */
export function complain(line: string): void {
  write(Deno.stderr, `${line}\n`);
}
