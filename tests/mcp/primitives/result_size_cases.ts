// No result of a tool is larger than hosts accept, for any stored text; measured on whole results, with a
// model's real tokenizer.

import assert from "node:assert/strict";
import { countTokens } from "gpt-tokenizer/encoding/o200k_base";
import { sizeOf } from "../../../supabase/functions/mcp/primitives/result_size.ts";
import { createMemoryLibrary } from "../artifacts/memory_store.ts";
import { draft } from "../artifacts/store_case.ts";
import { call, startInProcess, userId } from "../in_process.ts";

/** claude.ai cuts at about 150,000 characters, Claude Code at 25,000 tokens. */
export const MAX_CHARACTERS = 90_000;
export const MAX_TOKENS = 22_000;

/** Deterministic numbers from 0 to below `n` (a linear congruential generator). */
function numbers(): (n: number) => number {
  let state = 7;
  return (n) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor(state / 2_147_483_648 * n);
  };
}

const random = numbers();

function made(length: number, next: () => string): string {
  let text = "";
  while (text.length < length) text += next();
  return text;
}

function letters(from: number, count: number): () => string {
  return () => String.fromCodePoint(from + random(count));
}

const LENGTH = 30_000;
/** Contents by family, in groups whose tests run in a file each. */
const GROUPS = {
  ascii: {
    "cheap, then dear": "the ".repeat(4_000) + "\u0001".repeat(LENGTH),
    "dear, then cheap": "\u0001".repeat(9_000) + "the ".repeat(9_000),
    "prose": made(LENGTH, () => "The library keeps what people and their assistants have made. "),
    "spaces": " ".repeat(LENGTH),
    "one letter": "x".repeat(LENGTH),
    "digits": made(LENGTH, letters(0x30, 10)),
    "random words": made(LENGTH, () => `${made(2 + random(9), letters(0x61, 26))} `),
    "base64": made(LENGTH, () => btoa(made(30, letters(0, 256)))),
    "punctuation": made(LENGTH, letters(0x21, 15)),
  },
  escapes: {
    "quotes": '"'.repeat(LENGTH),
    "backslashes": "\\".repeat(LENGTH),
    "control characters": made(LENGTH, letters(1, 8)),
    "newlines": "\n".repeat(LENGTH),
  },
  alphabets: {
    "Thai": made(LENGTH, letters(0xe01, 46)),
    "Arabic": made(LENGTH, letters(0x627, 36)),
    "Cyrillic": made(LENGTH, letters(0x430, 32)),
    "Ethiopic": made(LENGTH, letters(0x1200, 300)),
    "combining marks": made(LENGTH, () => `a${letters(0x300, 100)()}`),
  },
  cjk: {
    "kana": made(LENGTH, letters(0x3041, 80)),
    "CJK": made(LENGTH, letters(0x4e00, 0x5000)),
    "Hangul": made(LENGTH, letters(0xac00, 11_000)),
    "emoji": made(LENGTH, letters(0x1f300, 500)),
    "rare CJK": made(LENGTH, letters(0x20000, 40_000)),
  },
} satisfies Record<string, Record<string, string>>;

type Group = keyof typeof GROUPS;

export const ALL_GROUPS = Object.keys(GROUPS) as Group[];

export const CONTENTS: Record<string, string> = Object.assign({}, ...Object.values(GROUPS));

/** Registers the tests of a group: all reads of a content fit, and the estimate of its tokens is no lower. */
export function resultSizeCases(group: Group): void {
  for (const [family, content] of Object.entries<string>(GROUPS[group])) {
    Deno.test(`${family}: every answer fits, and every byte is reached in chunks`, async () => {
      const { artifactsOf, shared } = createMemoryLibrary();
      const artifacts = artifactsOf(userId("alice"));
      const { post } = startInProcess({ artifactsOf, server: { shared }, names: "underscored" });
      const title = [...content.replaceAll("\n", "x")].slice(0, 200).join("").trim() || "x";
      const tags = Array.from({ length: 10 }, (_, tag) => {
        return [...content].slice(tag * 50, tag * 50 + 49).join("") + tag;
      });
      const { artifact: { id } } = await artifacts.create(draft({ title, tags, content }));
      await artifacts.update(id, 1, { title: `${[...title].slice(1).join("")}2` });
      const { share } = await artifacts.share(id, 1);
      const counted = new Map<string, number>();
      const ask = async (name: string, args: Record<string, unknown>) => {
        const response = await post(call(name, args), { Authorization: "Bearer alice" });
        const text = await response.text();
        assert.ok(text.length <= MAX_CHARACTERS, `${name}: ${text.length} characters`);
        const before = counted.get(name) ?? 0;
        counted.set(name, before + 1);
        if (before < 3) {
          const tokens = countTokens(text);
          assert.ok(tokens <= MAX_TOKENS, `${name}: ${tokens} tokens`);
        }
        const { result } = JSON.parse(text);
        assert.equal(result.isError, undefined, result.content[0].text.slice(0, 200));
        return result.structuredContent;
      };

      const chunks = async (name: string, args: Record<string, unknown>) => {
        let read = "";
        for (let offset: number | undefined = 0, n = 0; offset !== undefined && n < 99; n++) {
          const { artifact, next_offset } = await ask(name, { ...args, offset });
          read += artifact.content;
          offset = next_offset;
        }
        return read;
      };
      assert.ok(await chunks("artifact_view", { id, limit: 1_000_000 }) === content, "view");
      assert.ok(await chunks("artifact_open", { share }) === content, "open");
      const { text } = await ask("fetch", { id });
      assert.ok(text.length > 0 && content.startsWith(text), "fetch");
      let exported = "";
      for (let cursor: string | undefined = "", n = 0; cursor !== undefined && n < 99; n++) {
        const { jsonl, next_cursor } = await ask("artifact_export", { cursor });
        for (const line of jsonl.trimEnd().split("\n")) {
          const version = JSON.parse(line);
          if (version.version === 1) exported += version.content;
        }
        cursor = next_cursor;
      }
      assert.ok(exported === content, "export");
    });

    Deno.test(`${family}: the estimate is what a tokenizer counts, or more`, () => {
      const text = content.slice(0, 4_000).toWellFormed();
      const json = JSON.stringify(text).slice(1, -1);
      const { characters, tokens } = sizeOf(text);
      assert.equal(characters, json.length);
      assert.ok(tokens >= 0.97 * countTokens(json), `${tokens} < ${countTokens(json)}`);
    });
  }
}
