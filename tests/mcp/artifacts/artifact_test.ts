// What may be stored, and what a stored artifact looks like.

import assert from "node:assert/strict";
import process from "node:process";
import type { z } from "zod";
import {
  ArtifactId,
  ArtifactSummary,
  byteLength,
  Content,
  Kind,
  KINDS,
  Language,
  Tags,
  Title,
} from "../../../supabase/functions/mcp/artifacts/artifact.ts";
import { DEFAULT_QUOTA, LIMITS } from "../../../supabase/functions/mcp/artifacts/limits.ts";

const SUMMARY = {
  id: "3f2b8a52-5f0e-4c1a-9d3e-0123456789ab",
  title: "t",
  kind: "text",
  language: null,
  tags: ["a"],
  size: 0,
  version: 1,
  created_at: "2026-11-23T08:38:37.582Z",
  updated_at: "2026-11-23T08:38:37.582Z",
};

function messageOf(schema: z.ZodType, value: unknown): string | undefined {
  return schema.safeParse(value).error?.issues.map(({ message }) => message).join("; ");
}

Deno.test("the kinds are the contract's eight, each with its use", () => {
  assert.deepEqual(Object.keys(KINDS), [
    "markdown",
    "code",
    "html",
    "svg",
    "mermaid",
    "json",
    "csv",
    "text",
  ]);
  assert.ok(Object.values(KINDS).every(({ use }) => use.length > 5));
  assert.deepEqual(Kind.options, Object.keys(KINDS));
});

Deno.test("the limits are those of the contract", () => {
  assert.deepEqual(LIMITS, {
    title_characters: 200,
    description_characters: 300,
    content_bytes: 1024 * 1024,
    language_characters: 50,
    tags: 10,
    tag_characters: 50,
  });
});

Deno.test("a user may keep ten thousand artifacts and 100 MiB, unless the operator sets another quota", () => {
  assert.deepEqual(DEFAULT_QUOTA, { artifacts: 10_000, bytes: 104_857_600 });
});

Deno.test("bytes are counted in UTF-8", () => {
  assert.deepEqual(["", "a", "é", "€", "😀", "\r\n"].map(byteLength), [0, 1, 2, 3, 4, 2]);
});

Deno.test("text that is too long or empty is rejected with the limit", () => {
  assert.equal(messageOf(Title, ""), "must not be empty");
  assert.equal(messageOf(Title, "a".repeat(201)), "must have at most 200 characters");
  assert.equal(messageOf(Language, "a".repeat(51)), "must have at most 50 characters");
  assert.equal(messageOf(Tags, ["a".repeat(51)]), "must have at most 50 characters");
  assert.equal(messageOf(Tags, Array(11).fill("a")), "must be at most 10");
  const tooLong = "must have at most 1048576 bytes of UTF-8 (1 MiB)";
  assert.equal(messageOf(Content, "a".repeat(1_048_577)), tooLong);
  assert.equal(messageOf(Content, "é".repeat(524_289)), tooLong);
});

Deno.test("text that PostgreSQL cannot store is rejected with the reason", () => {
  assert.equal(messageOf(Content, "a\0"), "must not contain NUL characters (U+0000)");
  const lone = "must be well-formed Unicode (it has a lone surrogate)";
  assert.equal(messageOf(Content, "\ud83d"), lone);
  assert.equal(messageOf(Content, "😀"), undefined);
});

Deno.test("an id is a UUID in either case, between blanks or quotes, and nothing that only holds one", () => {
  const { id } = SUMMARY;
  for (const right of [id, ` ${id}`, `${id}\n`, `"${id}"`, `artifact://${id}`]) {
    assert.equal(ArtifactId.parse(right), id);
  }
  assert.equal(ArtifactId.parse(id.toUpperCase()), id.toUpperCase());
  for (const wrong of ["", "1", `{${id}}`, id.replaceAll("-", ""), `${id}0`, `${id} ${id}`]) {
    assert.equal(messageOf(ArtifactId, wrong), "must be an artifact's id, as listed", wrong);
  }
});

Deno.test("a summary is complete and typed, and what it does not name is left out", () => {
  assert.deepEqual(ArtifactSummary.parse(SUMMARY), SUMMARY);
  for (const field of Object.keys(SUMMARY)) {
    const { success } = ArtifactSummary.safeParse({ ...SUMMARY, [field]: undefined });
    assert.equal(success, false, `without ${field}`);
  }
  for (const change of [{ size: -1 }, { size: 1.5 }, { version: 0 }]) {
    const { success } = ArtifactSummary.safeParse({ ...SUMMARY, ...change });
    assert.equal(success, false, JSON.stringify(change));
  }
  const trashed = { ...SUMMARY, deleted_at: SUMMARY.updated_at };
  assert.deepEqual(ArtifactSummary.parse(trashed), trashed);
  const more = { ...SUMMARY, content: "c", user_id: "user_a" };
  assert.deepEqual(ArtifactSummary.parse(more), SUMMARY);
});

Deno.test("text of several megabytes is rejected by its length alone", () => {
  const long = "a".repeat(4_000_000);
  const before = process.cpuUsage();
  for (let i = 0; i < 20; i++) {
    for (const schema of [Title, Language]) assert.equal(schema.safeParse(long).success, false);
  }
  const { user, system } = process.cpuUsage(before);
  assert.ok(user + system < 1_500_000, `${user + system} µs`);
});
