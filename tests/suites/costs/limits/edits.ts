// Edits of one call: how many there may be, how long their find texts are, and how much of a content they search.

import type { Caller } from "./caller.ts";
import type { Limit } from "./limit.ts";

const MIB = 1024 * 1024;
const marks = (count: number) =>
  Array.from({ length: count }, (_, number) => String.fromCodePoint(0x4e00 + number));
const editsOf = (finds: readonly string[]) => finds.map((find) => ({ find, replace: "e" }));

/** @param content with each of the find texts once */
async function update(caller: Caller, content: string, finds: readonly string[]) {
  const id = await caller.stored({ content });
  return { id, expected_version: 1, edits: editsOf(finds) };
}

export const EDIT_LIMITS: readonly Limit[] = [
  {
    name: "an update with 51 edits is refused",
    async check(caller) {
      const [at, beyond] = [marks(50), marks(51)];
      await caller.accepted("artifact_update", await update(caller, at.join(""), at));
      const args = await update(caller, beyond.join(""), beyond);
      await caller.refused("artifact_update", args, "edits: ");
    },
  },
  {
    name: "a find text of 2,001 characters is refused",
    async check(caller) {
      const [at, beyond] = ["a".repeat(2_000), "a".repeat(2_001)];
      await caller.accepted("artifact_update", await update(caller, at, [at]));
      const args = await update(caller, beyond, [beyond]);
      await caller.refused("artifact_update", args, "edits.0.find: must have at most 2000");
    },
  },
  {
    // Each edit searches the whole content: 20 times 1 MiB is the limit.
    name: "an edit that searches a byte more than 20 MiB is refused",
    async check(caller) {
      const finds = Array.from({ length: 21 }, (_, number) => String.fromCodePoint(65 + number));
      const content = finds.join("").padEnd(MIB);
      const at = await update(caller, content, finds.slice(0, 20));
      await caller.accepted("artifact_update", at);
      const beyond = await update(caller, content, finds);
      await caller.refused("artifact_update", beyond, "took too long at edit 21");
    },
  },
];
