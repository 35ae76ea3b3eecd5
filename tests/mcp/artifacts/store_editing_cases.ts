// Cases of edits: each replaces what is there exactly once, or nothing is changed.

import assert from "node:assert/strict";
import { LIMITS } from "../../../supabase/functions/mcp/artifacts/limits.ts";
import type { ArtifactStore, Edit } from "../../../supabase/functions/mcp/artifacts/store.ts";
import { make, refusesAndKeeps, type StoreCases } from "./store_case.ts";

/** An edit as `[find, replace]`. */
type Pair = [find: string, replace: string];

function editsOf(pairs: Pair[]): Edit[] {
  return pairs.map(([find, replace]) => ({ find, replace }));
}

/** What becomes of a content. */
async function edited(store: ArtifactStore, content: string, pairs: Pair[]): Promise<string> {
  const { id } = await make(store, { content });
  await store.update(id, 1, { edits: editsOf(pairs) });
  return (await store.read(id)).content;
}

// Code that takes one for a pattern, cuts inside a character, or changes line ends would
// return something else.
const EXACT: [content: string, edits: Pair[], becomes: string][] = [
  ["one two three", [["two", "2"]], "one 2 three"],
  ["whole", [["whole", ""]], ""],
  ["start middle end", [["start ", ""], [" end", "."]], "middle."],
  ["a b", [["a", "c"], ["c", "d"]], "d b"],
  ["a a b", [["a a", "a"], ["a", "x"]], "x b"],
  ["price", [["price", "$& $1 $$ $` $' $<n> \\1 \\0 %s"]], "$& $1 $$ $` $' $<n> \\1 \\0 %s"],
  ["a.c abc", [["a.c", "x"]], "x abc"],
  ["50% _ \\ off", [["% _ \\", "!"]], "50! off"],
  ["👩‍👩‍👧‍👦 🇩🇪 😀", [["👧", "👶"], ["😀", "😁"]], "👩‍👩‍👶‍👦 🇩🇪 😁"],
  ["😀x😃", [["x", "😄"]], "😀😄😃"],
  ["é e\u0301", [["é", "E"], ["\u0301", "!"]], "E e!"],
  ["a\r\nb\nc\rd", [["\r\n", "\n\n"]], "a\n\nb\nc\rd"],
  ["a\r\nb", [["a\r", "x\r"]], "x\r\nb"],
  ["Word word", [["word", "w"]], "Word w"],
  ["ſs", [["s", "x"]], "ſx"],
  ['{"a":1}', [['"a":1', '"b":"\\u0041"']], '{"b":"\\u0041"}'],
  ["'); --", [["');", "';"]], "'; --"],
];

// What matches no place, or several.
const INEXACT: [content: string, edits: Pair[], number: number, matches: number][] = [
  ["one", [["two", "2"]], 1, 0],
  ["", [["x", "y"]], 1, 0],
  ["ab", [["ab ", ""]], 1, 0],
  ["Word", [["word", ""]], 1, 0],
  ["é", [["e\u0301", ""]], 1, 0],
  ["a\nb", [["a\r\nb", ""]], 1, 0],
  ["x x", [["x", "y"]], 1, 2],
  ["x x x", [["x", "y"]], 1, 2],
  ["aaa", [["aa", "b"]], 1, 2],
  ["ababa", [["aba", "c"]], 1, 2],
  ["😀😀😀", [["😀😀", ""]], 1, 2],
  ["text", [["", "y"]], 1, 2],
  ["", [["", "y"]], 1, 2],
  ["a b", [["a", "c"], ["a", "d"]], 2, 0],
  ["a b", [["a", "b"], ["b", "c"]], 2, 2],
  ["1 2 3", [["1", ""], ["2", ""], ["3", ""], ["4", ""]], 4, 0],
];

export const EDITING_CASES: StoreCases = {
  "edits replace exactly their text, each in the result of the one before it": async (store) => {
    for (const [content, pairs, becomes] of EXACT) {
      assert.equal(await edited(store, content, pairs), becomes, JSON.stringify([content, pairs]));
    }
  },

  "an edit that matches no place or several is reported by its number, and none is applied": async (
    store,
  ) => {
    for (const [content, pairs, number, matches] of INEXACT) {
      const { id } = await make(store, { content });
      const changes = { title: "New", edits: editsOf(pairs) };
      const call = () => store.update(id, 1, changes);
      await refusesAndKeeps(store, call, { refusal: "edit_mismatch", number, matches });
    }
  },

  "edits sent with a content are applied to that content": async (store) => {
    const { id } = await make(store, { content: "old" });
    await store.update(id, 1, { content: "brand new", edits: editsOf([["brand ", ""]]) });
    assert.equal((await store.read(id)).content, "new");
    const edits = editsOf([["new", "newer"]]);
    const call = () => store.update(id, 2, { content: "none", edits });
    await refusesAndKeeps(store, call, { refusal: "edit_mismatch", number: 1, matches: 0 });
  },

  "a hundred edits make one version": async (store) => {
    const words = Array.from({ length: 100 }, (_, at) => `<${at}>`);
    const { id } = await make(store, { content: words.join(" ") });
    const edits = words.map((word, at) => ({ find: word, replace: `[${at}]` }));
    const { version } = await store.update(id, 1, { edits });
    assert.equal(version, 2);
    const { content } = await store.read(id);
    assert.equal(content, words.map((_, at) => `[${at}]`).join(" "));
  },

  "edits that end up at the same content make no version": async (store) => {
    const { id } = await make(store, { content: "a b" });
    for (const pairs of [[["a", "a"]], [["a", "c"], ["c", "a"]]] satisfies Pair[][]) {
      assert.equal((await store.update(id, 1, { edits: editsOf(pairs) })).version, 1);
    }
    assert.equal((await store.update(id, 1, { edits: [] })).version, 1);
  },

  "edits may grow a content up to 1 MiB and not beyond": async (store) => {
    const room = LIMITS.content_bytes - 1;
    const { id } = await make(store, { content: "x" });
    const grow = (version: number, replace: string) =>
      store.update(id, version, { edits: [{ find: "x", replace }] });
    const tooLong = () => grow(1, `x${"y".repeat(room + 1)}`);
    await refusesAndKeeps(store, tooLong, { refusal: "invalid_field", field: "content" });
    // Bytes are counted, not characters.
    const tooWide = () => grow(1, `x${"é".repeat(room / 2 + 1)}`);
    await refusesAndKeeps(store, tooWide, { refusal: "invalid_field", field: "content" });
    assert.equal((await grow(1, `x${"y".repeat(room)}`)).size, LIMITS.content_bytes);
    assert.equal((await grow(2, "z")).size, LIMITS.content_bytes);
  },
};
