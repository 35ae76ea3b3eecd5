// How much of a content is indexed, and how much of it an excerpt can show.

import assert from "node:assert/strict";
import type { Caller } from "./caller.ts";
import { filler } from "./lengths.ts";
import type { Limit } from "./limit.ts";

const WORD = "zebra";

/** Stores this content alone. @returns the excerpt, if a query finds it */
async function excerpt(
  caller: Caller,
  content: string,
  { query = WORD, limit = 20 } = {},
): Promise<string | undefined> {
  await caller.empty();
  await caller.stored({ content });
  const { artifacts } = await caller.accepted("artifact_list", { query, limit });
  return artifacts[0]?.excerpt;
}

async function isFound(caller: Caller, content: string, query = WORD): Promise<boolean> {
  return await excerpt(caller, content, { query }) !== undefined;
}

/** The word ends at this character; more follows. */
function endingAt(end: number, start = ""): string {
  return `${start}${filler(end - start.length - WORD.length)}${WORD} ${filler(100)}`;
}

/** Size of a page, and the characters of a content in which its excerpts look for a match. */
const REACH = [[1, 65_536], [20, 33_333], [100, 8_192]] as const;

export const INDEX_LIMITS: readonly Limit[] = [
  {
    name: "a word that ends a byte beyond 256 KiB is not found",
    async check(caller) {
      assert.equal(await isFound(caller, endingAt(256 * 1024)), true);
      assert.equal(await isFound(caller, endingAt(256 * 1024 + 1)), false);
    },
  },
  {
    name: "a word that ends after character 131,072 is not found in a content that is not ASCII",
    async check(caller) {
      assert.equal(await isFound(caller, endingAt(128 * 1024, "é ")), true);
      assert.equal(await isFound(caller, endingAt(128 * 1024 + 1, "é ")), false);
    },
  },
  {
    name: "a longer word than 200 characters is cut in a content that is not ASCII",
    async check(caller) {
      const [at, beyond] = [195, 200].map((length) => "y".repeat(length) + WORD);
      assert.equal(await isFound(caller, `é ${at}`, at), true);
      assert.equal(await isFound(caller, `é ${at}`), false);
      assert.equal(await isFound(caller, `é ${beyond}`), true);
    },
  },
  {
    // So that normalize() sorts no longer run of combining marks.
    name: "a run of 33 characters that are not ASCII is cut after 32",
    async check(caller) {
      const [at, beyond] = [27, 32].map((length) => `${"ж".repeat(length)}слово`);
      assert.equal(await isFound(caller, at!, "слово"), false);
      assert.equal(await isFound(caller, beyond!, "слово"), true);
    },
  },
  ...REACH.map(([limit, reach]): Limit => ({
    name: `an excerpt on a page of ${limit} shows no match beyond ${reach} characters`,
    async check(caller) {
      const at = await excerpt(caller, endingAt(reach), { limit });
      assert.match(at ?? "", /\*\*zebra\*\*/);
      const beyond = await excerpt(caller, endingAt(reach + 1), { limit });
      assert.match(beyond ?? "", /^x x [x ]+…$/);
    },
  })),
];
