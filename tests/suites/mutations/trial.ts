// Runs the tests of one mutant.

import type { Mutant } from "./mutants.ts";
import type { Target } from "./targets.ts";

/** A mutant that loops does not end by itself. */
const TIMEOUT_MS = 120_000;

/** @returns whether a test fails, or the tests do not end */
export async function isKilled({ target, path, text }: Mutant, folder: string): Promise<boolean> {
  const file = `${folder}/${path}`;
  const original = await Deno.readTextFile(file);
  await Deno.writeTextFile(file, text);
  try {
    return !await passes(target, folder);
  } finally {
    await Deno.writeTextFile(file, original);
  }
}

/** @returns whether the tests of a target pass in a copy of the project */
export async function passes({ tests }: Target, folder: string): Promise<boolean> {
  const { success } = await new Deno.Command(Deno.execPath(), {
    args: ["test", "-A", "--no-check", "--fail-fast", ...tests],
    cwd: folder,
    signal: AbortSignal.timeout(TIMEOUT_MS),
    stdout: "null",
    stderr: "null",
  }).output();
  return success;
}
