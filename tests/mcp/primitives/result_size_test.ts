// Pages and odd arguments: their results are no larger than hosts accept, and what fits is kept.

import assert from "node:assert/strict";
import { countTokens } from "gpt-tokenizer/encoding/o200k_base";
import {
  firstThatFit,
  MAX_RESULT,
  overflowOf,
} from "../../../supabase/functions/mcp/primitives/result_size.ts";
import { createMemoryLibrary } from "../artifacts/memory_store.ts";
import { draft } from "../artifacts/store_case.ts";
import { call, startInProcess, userId } from "../in_process.ts";
import { ALL_GROUPS, CONTENTS, MAX_CHARACTERS, MAX_TOKENS } from "./result_size_cases.ts";

for (const family of ["prose", "quotes", "control characters", "CJK", "emoji"]) {
  const content = CONTENTS[family] ?? "";
  Deno.test(`${family} in 100 titles and tags: every page fits, and none is left out`, async () => {
    const { artifactsOf } = createMemoryLibrary();
    const artifacts = artifactsOf(userId("alice"));
    const { post } = startInProcess({ artifactsOf, names: "underscored" });
    const points = [...content.replaceAll(/[\n ]/g, "x")];
    const word = (at: number, length: number) => points.slice(at, at + length).join("");
    const ids: string[] = [];
    for (let number = 0; number < 100; number++) {
      const { artifact } = await artifacts.create(draft({
        title: `needle ${word(number * 20, 180)}${number}`,
        tags: Array.from({ length: 10 }, (_, tag) => `${word(number * 20 + tag, 48)}${tag}`),
        content: `needle ${word(0, 400)}`,
      }));
      ids.push(artifact.id);
    }
    for (const query of [undefined, "needle"]) {
      const seen: string[] = [];
      for (let cursor: string | undefined = "", n = 0; cursor !== undefined && n < 99; n++) {
        const args = { limit: 100, query, cursor };
        const response = await post(call("artifact_list", args), { Authorization: "Bearer alice" });
        const text = await response.text();
        assert.ok(text.length <= MAX_CHARACTERS, `${text.length} characters`);
        if (n === 0) assert.ok(countTokens(text) <= MAX_TOKENS, `${countTokens(text)} tokens`);
        const { result: { structuredContent } } = JSON.parse(text);
        for (const { id } of structuredContent.artifacts) seen.push(id);
        cursor = structuredContent.next_cursor;
      }
      assert.deepEqual(seen.toSorted(), ids.toSorted(), `query ${query}`);
    }
    const response = await post(call("search", { query: "needle" }), {
      Authorization: "Bearer alice",
    });
    const text = await response.text();
    assert.ok(text.length <= MAX_CHARACTERS && countTokens(text) <= MAX_TOKENS, "search");
  });
}

Deno.test("fields that were made up do not make a full answer too large", async () => {
  const { artifactsOf } = createMemoryLibrary();
  const { post } = startInProcess({ artifactsOf });
  const content = CONTENTS.CJK ?? "";
  const { artifact: { id } } = await artifactsOf(userId("alice")).create(draft({ content }));
  for (const character of ["\u0001", "\ua000", "😀", '"']) {
    const names = Array.from({ length: 500 }, (_, index) => [character.repeat(80) + index, 1]);
    const args = { ...Object.fromEntries(names), id };
    const response = await post(call("artifact.view", args), { Authorization: "Bearer alice" });
    const text = await response.text();
    assert.match(text, /490 more/);
    assert.ok(text.length <= MAX_CHARACTERS && countTokens(text) <= MAX_TOKENS, character);
  }
});

Deno.test("items are kept while they fit, and the first one always", () => {
  const fixed = { characters: 0, tokens: 0 };
  const big = "x".repeat(MAX_RESULT.characters);
  const textsOf = (text: string) => [text];
  assert.deepEqual(firstThatFit(["a", "b"], textsOf, fixed), ["a", "b"]);
  assert.deepEqual(firstThatFit(["a", big, "b"], textsOf, fixed), ["a"]);
  assert.deepEqual(firstThatFit([big + big, "b"], textsOf, fixed), [big + big]);
  assert.deepEqual(firstThatFit([], textsOf, fixed), []);
  assert.ok(overflowOf(["a", "b"]) <= 1);
  assert.ok(overflowOf([big, big]) > 1);
});

Deno.test("every group of contents has its file", async () => {
  const groups: (string | undefined)[] = [];
  for await (const { name } of Deno.readDir(new URL(".", import.meta.url))) {
    if (!/^result_size_\w+_test\.ts$/.test(name)) continue;
    const text = await Deno.readTextFile(new URL(name, import.meta.url));
    groups.push(/resultSizeCases\("(\w+)"\);/.exec(text)?.[1]);
  }
  assert.deepEqual(groups.toSorted(), ALL_GROUPS.toSorted());
});
