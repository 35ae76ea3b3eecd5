// How large a tool's result may be: bytes of a chunk, characters and estimated tokens of the whole.

import assert from "node:assert/strict";
import type { Caller } from "./caller.ts";
import type { Limit } from "./limit.ts";

/** @returns how many bytes of a content a call shows, and whether that is all */
async function shown(caller: Caller, content: string, limit?: number): Promise<[number, boolean]> {
  const id = await caller.stored({ title: "A", content });
  const { artifact, next_offset } = await caller.accepted("artifact_view", { id, limit });
  return [artifact.content.length, next_offset === undefined];
}

const MOST = 1_000_000;
/** A line of 20 bytes, 21 characters of JSON; blanks take few tokens. */
const LINE = `${" ".repeat(19)}\n`;

export const RESULT_LIMITS: readonly Limit[] = [
  {
    name: "a chunk of 24 KiB and a byte is cut by default",
    async check(caller) {
      assert.deepEqual(await shown(caller, " ".repeat(24 * 1024)), [24 * 1024, true]);
      assert.deepEqual(await shown(caller, " ".repeat(24 * 1024 + 1)), [24 * 1024, false]);
    },
  },
  {
    name: "a chunk of 40 KiB and a byte is cut under any limit",
    async check(caller) {
      assert.deepEqual(await shown(caller, " ".repeat(40 * 1024), MOST), [40 * 1024, true]);
      assert.deepEqual(await shown(caller, " ".repeat(40 * 1024 + 1), MOST), [40 * 1024, false]);
    },
  },
  {
    // A result holds the content twice.
    name: "a result of more than 86,000 characters is cut",
    async check(caller) {
      const [at, beyond] = [LINE.repeat(2_040), LINE.repeat(2_048)];
      assert.deepEqual(await shown(caller, at, MOST), [at.length, true]);
      const [bytes, isAll] = await shown(caller, beyond, MOST);
      assert.deepEqual([bytes < beyond.length, isAll], [true, false]);
    },
  },
  {
    // Two digits count as a token.
    name: "a result of more than 20,500 tokens is cut",
    async check(caller) {
      const [at, beyond] = ["7".repeat(20_400), "7".repeat(20_502)];
      assert.deepEqual(await shown(caller, at, MOST), [at.length, true]);
      const [bytes, isAll] = await shown(caller, beyond, MOST);
      assert.deepEqual([bytes < beyond.length, isAll], [true, false]);
    },
  },
];
