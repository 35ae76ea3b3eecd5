// What commands of a program printed, as a report quotes it.

import assert from "node:assert/strict";
import type { Printed } from "../program.ts";

/** @throws Error with everything it printed, if the command failed */
export function outputOf({ success, stdout, stderr }: Printed): string {
  assert.ok(success, `the command failed:\n${stdout}${stderr}`);
  return stdout + stderr;
}

/**
 * The part of an output that `expected` matches.
 * @throws Error with the whole output if it does not match
 */
export function quote(output: string, expected: RegExp): string {
  const found = expected.exec(output)?.[0];
  assert.ok(found !== undefined, `${expected} is not in:\n${output}`);
  return `“${found.trim()}”`;
}
