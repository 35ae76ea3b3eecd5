// Runs the tests of one mutant.

import type { Mutant } from "./mutants.ts";

/** A mutant that loops does not end by itself. */
const TIMEOUT_MS = 120_000;

/** @returns whether a test fails, or the tests do not end */
export async function isKilled({ target, path, text }: Mutant, folder: string): Promise<boolean> {
  const file = `${folder}/${path}`;
  const original = await Deno.readTextFile(file);
  await Deno.writeTextFile(file, text);
  try {
    const { success } = await new Deno.Command(Deno.execPath(), {
      args: ["test", "-A", "--no-check", "--fail-fast", ...target.tests],
      cwd: folder,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      stdout: "null",
      stderr: "null",
    }).output();
    return !success;
  } finally {
    await Deno.writeTextFile(file, original);
  }
}
