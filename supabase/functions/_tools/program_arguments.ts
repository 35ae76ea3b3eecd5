// A program's command line. Imports no package, so that `task dev` can print before Deno downloads packages.

import { write } from "./terminal.ts";

/**
 * @param usage printed for `--help` and `-h`; the program then ends with status 0
 * @returns the arguments without a leading `--`, which npm needs before options and Deno does not
 */
export function programArguments(usage: string): string[] {
  const args = Deno.args[0] === "--" ? Deno.args.slice(1) : [...Deno.args];
  if (!args.some((arg) => arg === "--help" || arg === "-h")) return args;
  write(Deno.stdout, `${usage}\n`);
  Deno.exit(0);
}
