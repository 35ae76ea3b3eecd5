// Cases of what goes into a store and comes out of it again.

import assert from "node:assert/strict";
import {
  byteLength,
  type Kind,
  KINDS,
} from "../../../supabase/functions/mcp/artifacts/artifact.ts";
import { LIMITS } from "../../../supabase/functions/mcp/artifacts/limits.ts";
import { make, refuses, type StoreCase, type StoreCases } from "./store_case.ts";

const CONTENTS: Record<string, string> = {
  nothing: "",
  "one blank": " ",
  emoji: "👩‍👩‍👧‍👦 🇩🇪 e\u0301 \u{10ffff}",
  // Not the first character: PGlite drops it there when it reads a value, though it is stored.
  "a byte order mark": "a\ufefftext\ufeff",
  "line ends of all systems": "a\r\nb\nc\rd\u2028e\n",
  "quotes and escapes": `"'\`\\ \\n \\u0041 \\x41 $1 $$ %s {"a":[1]}`,
  "SQL and filters": "'); drop table artifacts; -- ,user_id.eq.user_x)",
  "control characters": "\u0001\t\u000b\u001b\u007f\u0085",
  "all of 1 MiB": "x".repeat(LIMITS.content_bytes - 4) + "😀",
};

async function comesBack(store: Parameters<StoreCase>[0], content: string, what: string) {
  const created = await make(store, { content });
  const found = await store.read(created.id);
  // Not assert.equal alone: its message would print a MiB.
  assert.ok(found.content === content, `${what} came back changed`);
  assert.equal(created.size, byteLength(content), what);
  assert.equal(found.size, byteLength(content), what);
}

export const ROUND_TRIP_CASES: StoreCases = {
  "contents come back exactly, with their size in bytes": async (store) => {
    for (const [what, content] of Object.entries(CONTENTS)) await comesBack(store, content, what);
  },

  "create, list and read return the same fields, and only read returns the content": async (
    store,
  ) => {
    const given = {
      title: 'A "title" 😀',
      language: "c++",
      tags: ["b", "a", "b"],
      kind: "code",
    } as const;
    const created = await make(store, { ...given, tags: [...given.tags], content: "int x;" });
    const { id, size, version, created_at, updated_at, deleted_at, ...rest } = created;
    assert.deepEqual(rest, given);
    assert.equal(deleted_at, undefined);
    assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.deepEqual([size, version, updated_at], [6, 1, created_at]);
    assert.deepEqual((await store.list({ limit: 10 })).artifacts, [created]);
    assert.deepEqual(await store.read(id), { ...created, content: "int x;" });
  },

  "an artifact without language and tags has null and an empty list": async (store) => {
    const { language, tags } = await make(store, { language: null, tags: [] });
    assert.deepEqual({ language, tags }, { language: null, tags: [] });
  },

  "a field that the table's checks reject is named, and nothing is stored": async (store) => {
    const refused = {
      title: "",
      kind: "pdf" as Kind,
      content: "x".repeat(LIMITS.content_bytes + 1),
      language: "",
      tags: Array(LIMITS.tags + 1).fill("a"),
    };
    for (const [field, value] of Object.entries(refused)) {
      const call = make(store, { [field]: value });
      await refuses(call, { refusal: "invalid_field", field: field as keyof typeof refused });
    }
    assert.deepEqual((await store.list({ limit: 1 })).artifacts, []);
  },

  "every kind can be stored": async (store) => {
    for (const kind of Object.keys(KINDS) as Kind[]) {
      assert.equal((await make(store, { kind })).kind, kind);
    }
  },

  "times are ISO 8601 in UTC with milliseconds": async (store, { setClock }) => {
    for (
      const time of [
        "2026-11-23T08:38:37.582Z",
        "2026-03-29T01:30:00.000Z",
        "2024-02-29T23:59:59.500Z",
      ]
    ) {
      await setClock(Date.parse(time));
      const { created_at, id } = await make(store);
      assert.equal(created_at, time);
      assert.equal((await store.read(id)).created_at, time);
    }
  },

  "an upper-case id is found, and an unknown one is not": async (store) => {
    const { id } = await make(store);
    assert.equal((await store.read(id.toUpperCase())).id, id);
    await refuses(store.read(crypto.randomUUID()), { refusal: "not_found" });
  },
};
