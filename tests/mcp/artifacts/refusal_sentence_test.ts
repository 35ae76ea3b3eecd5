// Every reason a store can have is a sentence: what is wrong, what stayed as it was, what to do.

import assert from "node:assert/strict";
import { StoreRejection } from "../../../supabase/functions/mcp/artifacts/refusal.ts";
import { sentenceFor } from "../../../supabase/functions/mcp/artifacts/refusal_sentence.ts";
import { TOOLS } from "../../../supabase/functions/mcp/tools/mod.ts";

type Name = StoreRejection["refusal"];
type Case<Of extends Name> = [
  why: Omit<Extract<StoreRejection, { refusal: Of }>, "refusal">,
  says: RegExp,
];

const QUOTA = { artifacts: 7, bytes: 1_000 };
const KEPT = "nothing was (changed|saved)";

/** A refusal that has no row here does not compile. */
const SENTENCES: { [Of in Name]: Case<Of>[] } = {
  not_found: [[{}, /^There is no artifact with this id\. Call artifact\.list/]],
  in_trash: [[{}, RegExp(`in the trash, and ${KEPT}\\. Call artifact\\.restore`)]],
  not_in_trash: [[{}, RegExp(`not in the trash, and ${KEPT}\\. .*version.*trash first`)]],
  version_conflict: [[
    { version: 9 },
    RegExp(`at version 9 now, and ${KEPT}\\..*expected_version 9\\.`),
  ]],
  edit_mismatch: [
    [{ number: 3, matches: 0 }, RegExp(`^Edit 3 does not match: .* ${KEPT}\\..*artifact\\.view`)],
    [{ number: 1, matches: 2 }, RegExp(`^Edit 1 matches several places .* ${KEPT}\\. Extend`)],
  ],
  edit_too_slow: [[
    { number: 2 },
    RegExp(`too long at edit 2, and ${KEPT}: .*Send fewer edits`),
  ]],
  version_not_found: [[
    { version: 4 },
    RegExp(`no such version, and ${KEPT}\\. Its versions are 1 to 4: call again`),
  ]],
  quota_exceeded: [
    [{ of: "artifacts", used: 6 }, RegExp(`holds 6 of at most 7 artifacts, .*${KEPT}\\. Ask the`)],
    [{ of: "bytes", used: 900 }, RegExp(`900 of at most 1000 bytes, .*${KEPT}\\..*forever: true`)],
  ],
  index_full: [[{}, RegExp(`search index is full, and ${KEPT}: .* save tomorrow`)]],
  project_full: [[{}, RegExp(`storage is full, and ${KEPT}\\. Tell the user`)]],
  save_cancelled: [[{}, RegExp(`too long and was stopped, and ${KEPT}\\. Wait a minute`)]],
  empty_query: [[{}, /no word to search for\. Give at least one/]],
  search_too_slow: [[{}, /^The search took too long .*fewer or rarer words/]],
  too_many_shares: [[
    {},
    /as many shares as allowed, and no share was created\. artifact\.unshare .* agrees/,
  ]],
  share_busy: [[{}, /opened very often at the moment\. Wait a minute/]],
  account_closed: [[{}, /account is closed .* nothing was .* changed\. Tell the user to contact/]],
  invalid_field: [
    [{ field: "tags" }, RegExp(`rejects the value of tags, and ${KEPT}\\. Change`)],
    [{ field: "content" }, RegExp(`value of content \\(at most 1048576 bytes .*and ${KEPT}\\.`)],
  ],
};

for (const [refusal, cases] of Object.entries(SENTENCES)) {
  for (const [parts, says] of cases) {
    const why = StoreRejection.parse({ refusal, ...parts });
    Deno.test(`the store's ${JSON.stringify(why)} becomes a sentence to act on`, () => {
      const sentence = sentenceFor(why, QUOTA);
      assert.match(sentence, says);
      assert.match(sentence, /^[A-Z].{30,400}\.$/);
      // No value that belongs in the sentence is missing from it.
      assert.doesNotMatch(sentence, /undefined|NaN|\[object/);
    });
  }
}

Deno.test("the sentences name existing tools only", () => {
  const names = new Set(TOOLS.map(({ name }) => name));
  for (const [refusal, cases] of Object.entries(SENTENCES)) {
    for (const [parts] of cases) {
      const sentence = sentenceFor(StoreRejection.parse({ refusal, ...parts }), QUOTA);
      for (const [name] of sentence.matchAll(/artifact\.[a-z]+/g)) assert.ok(names.has(name), name);
    }
  }
});

Deno.test("no two reasons have the same sentence", () => {
  const sentences = Object.entries(SENTENCES).flatMap(([refusal, cases]) =>
    cases.map(([parts]) => sentenceFor(StoreRejection.parse({ refusal, ...parts }), QUOTA))
  );
  assert.equal(new Set(sentences).size, sentences.length);
});
