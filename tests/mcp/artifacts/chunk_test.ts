// Cutting a content into pieces: for any offset and limit the pieces make up the content again.

import assert from "node:assert/strict";
import { byteLength } from "../../../supabase/functions/mcp/artifacts/artifact.ts";
import { chunkOf } from "../../../supabase/functions/mcp/artifacts/chunk.ts";

// Characters of one to four bytes, a byte order mark at both ends, a sequence joined by U+200D.
const CONTENT = "\ufeffa\r\né€😀👩‍👩‍👧z\u0301\u{10ffff}\ufeff";
const SIZE = byteLength(CONTENT);
const bytes = new TextEncoder().encode(CONTENT);

/** Byte offsets at which a character starts, and the end. */
const STARTS = [...CONTENT].reduce<number[]>(
  (starts, character) => [...starts, (starts.at(-1) ?? 0) + byteLength(character)],
  [0],
);

Deno.test("for every limit, following next_offset gives the exact content", () => {
  for (let limit = 1; limit <= SIZE + 1; limit++) {
    let text = "";
    let offset: number | undefined = 0;
    for (let pieces = 0; offset !== undefined; pieces++) {
      assert.ok(pieces <= SIZE, `limit ${limit} never ends`);
      const piece = chunkOf(CONTENT, offset, limit);
      assert.equal(piece.offset, offset, `limit ${limit}: the next piece starts where it was said`);
      text += piece.text;
      offset = piece.next_offset;
    }
    assert.equal(text, CONTENT, `limit ${limit}`);
  }
});

Deno.test("for every offset and limit, a piece is the bytes between its own two offsets", () => {
  for (let from = 0; from <= SIZE + 2; from++) {
    for (let limit = 1; limit <= SIZE + 1; limit++) {
      const { text, offset, next_offset = SIZE } = chunkOf(CONTENT, from, limit);
      const message = `offset ${from}, limit ${limit}`;
      assert.deepEqual(new TextEncoder().encode(text), bytes.slice(offset, next_offset), message);
      assert.ok(STARTS.includes(next_offset), message);
      assert.equal(offset, STARTS.findLast((start) => start <= from), message);
    }
  }
});

Deno.test("a piece has at most its limit of bytes, unless one character alone has more", () => {
  for (const start of STARTS.slice(0, -1)) {
    for (let limit = 1; limit <= SIZE; limit++) {
      const { text } = chunkOf(CONTENT, start, limit);
      const size = byteLength(text);
      assert.ok(size > 0 && (size <= limit || [...text].length === 1), `${start}, ${limit}`);
    }
  }
});

Deno.test("the last piece has no next_offset, even when it ends exactly at its limit", () => {
  assert.deepEqual(chunkOf("abc", 0, 3), { text: "abc", offset: 0 });
  assert.deepEqual(chunkOf("abcd", 0, 3), { text: "abc", offset: 0, next_offset: 3 });
});

Deno.test("an offset behind the end → an empty last piece, at the end", () => {
  for (const offset of [3, 4, Number.MAX_SAFE_INTEGER]) {
    assert.deepEqual(chunkOf("abc", offset, 10), { text: "", offset: 3 });
  }
  assert.deepEqual(chunkOf("", 0, 1), { text: "", offset: 0 });
});
