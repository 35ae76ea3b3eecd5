// Holds the lists of what came after Deno 2.1.4 against the two Denos themselves, so that they can be
// neither wrong nor stale.

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { LATER_APIS } from "../../local/edge_runtime/later_apis.ts";
import { LATER_SYNTAX } from "../../local/edge_runtime/later_syntax.ts";
import { AS_IT_IS, outcomeOf } from "./run_deno.ts";

const NAMES = fileURLToPath(new URL("./api_names.ts", import.meta.url));
const LISTS = fileURLToPath(new URL("../../local/edge_runtime/", import.meta.url));

/** @param earlier executable of Deno 2.1.4 */
export async function checkLaterApis(earlier: string): Promise<void> {
  const there = new Set(await apisOf(earlier));
  const later = (await apisOf(Deno.execPath())).filter((name) => !there.has(name));
  // What hangs on a class that is not there needs no line of its own.
  const topmost = later.filter((name) =>
    !later.includes(name.split(".")[0] ?? "") || !/\./.test(name)
  );
  assert.deepEqual(LATER_APIS.toSorted(), topmost, "later_apis.json");
}

/** @param earlier executable of Deno 2.1.4 */
export async function checkLaterSyntax(earlier: string): Promise<void> {
  for (const { pattern, sample } of LATER_SYNTAX) {
    assert.match(sample, pattern);
    assert.equal(await runs(Deno.execPath(), sample), true, `today: ${sample}`);
    assert.equal(await runs(earlier, sample), false, `2.1.4: ${sample}`);
  }
  assert.equal(await runs(earlier, "using nothing = null;"), true, "what is there runs");
}

async function apisOf(deno: string): Promise<string[]> {
  const { success, stdout, stderr } = await outcomeOf(deno, ["run", "-A", ...AS_IT_IS, NAMES]);
  if (!success) throw new Error(stderr);
  const names: unknown = JSON.parse(stdout);
  assert.ok(Array.isArray(names));
  return names.map(String);
}

async function runs(deno: string, source: string): Promise<boolean> {
  const file = await Deno.makeTempFile({ dir: LISTS, prefix: "sample_", suffix: ".ts" });
  try {
    await Deno.writeTextFile(file, source);
    return (await outcomeOf(deno, ["run", "-A", ...AS_IT_IS, file])).success;
  } finally {
    await Deno.remove(file);
  }
}
