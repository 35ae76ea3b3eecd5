// A long content is loaded in chunks; chunks that do not fit together are refused.

import assert from "node:assert/strict";
import { chunkOf } from "../../supabase/functions/mcp/artifacts/chunk.ts";
import {
  loadAll,
  type LoadedArtifact,
  loadFromResult,
  readUpTo,
} from "../../supabase/functions/mcp/views/artifact/loaded_artifact.ts";
import type { Host } from "../../supabase/functions/mcp/views/shared/host.ts";

const LIMIT = 1_000;
Object.assign(globalThis, { MAX_CHUNK_BYTES: LIMIT }); // as the build does

const CONTENT = "äöü 漢字 🧵 \n".repeat(500);
const FACTS = {
  id: "a",
  title: "T",
  kind: "text",
  size: new TextEncoder().encode(CONTENT).length,
  version: 2,
  updated_at: "2026-01-01T00:00:00+00:00",
} as const;
const BEGINNING: LoadedArtifact = { ...FACTS, content: "", next: 0 };

type Input = { offset: number; limit: number } & Record<string, unknown>;

/** A host whose server returns chunks of these lengths, in rotation. */
function hostOf(lengths: number[], answer: Record<string, unknown> = {}, input = {}) {
  const calls: [string, Input][] = [];
  const call = (name: string, input: unknown) => {
    const { offset, limit } = input as Input;
    calls.push([name, input as Input]);
    const length = lengths[(calls.length - 1) % lengths.length] ?? limit;
    const { text, ...place } = chunkOf(CONTENT, offset, Math.min(length, limit));
    const { artifact, ...others } = answer;
    return Promise.resolve({
      artifact: { ...FACTS, content: text, ...(artifact as object) },
      ...place,
      ...others,
    });
  };
  return { host: { app: { readServerResource: refused }, call, input } as unknown as Host, calls };
}

const refused = () => Promise.reject(new Error("Method not found"));

/** A host that reads the artifact as a resource, in this version and with this text. */
function hostThatReads(version: number, text: string) {
  const { host, calls } = hostOf([LIMIT]);
  const contents = [{ uri: "artifact://a", text, _meta: { version } }];
  const app = { readServerResource: () => Promise.resolve({ contents }) };
  return { host: { ...host, app } as unknown as Host, calls };
}

Deno.test("loadAll() reads the current version as one resource, without a call", async () => {
  const { host, calls } = hostThatReads(FACTS.version, CONTENT);
  const { content, next } = await loadAll(host, BEGINNING);
  assert.ok(content === CONTENT);
  assert.deepEqual([next, calls.length], [undefined, 0]);
});

Deno.test("loadAll() ignores a resource of another version and reads chunks", async () => {
  const { host, calls } = hostThatReads(FACTS.version + 1, "newer");
  assert.ok((await loadAll(host, BEGINNING)).content === CONTENT);
  assert.ok(calls.length > 0);
});

Deno.test("loadAll() reads no resource for a shared artifact", async () => {
  const { host } = hostThatReads(FACTS.version, "someone's own");
  const { id: _, ...shared } = BEGINNING;
  const opened = { ...host, input: { share: "s" } } as unknown as Host;
  assert.ok((await loadAll(opened, shared)).content === CONTENT);
});

for (const lengths of [[LIMIT], [1], [7, 1_000, 3], [999_999]]) {
  Deno.test(`chunks of ${lengths} bytes → the complete content, with the largest limit in each call`, async () => {
    const { host, calls } = hostOf(lengths);
    const { content, next } = await loadAll(host, BEGINNING);
    assert.ok(content === CONTENT);
    assert.equal(next, undefined);
    assert.ok(calls.every(([name, { limit }]) => name === "artifact.view" && limit === LIMIT));
  });
}

Deno.test("readUpTo() stops after the chunk that reaches the offset", async () => {
  const { host, calls } = hostOf([100]);
  const { next } = await readUpTo(host, BEGINNING, 250);
  assert.ok(next && next >= 250 && next < 350, `${next}`);
  assert.equal(calls.length, 3);
});

Deno.test("readUpTo() stops when onProgress returns false", async () => {
  const { host, calls } = hostOf([100]);
  await loadAll(host, BEGINNING, ({ next = 0 }) => next < 200);
  assert.ok(calls.length <= 3);
});

Deno.test("readUpTo() throws if a chunk does not advance the offset", async () => {
  const { host } = hostOf([100], { next_offset: 0 });
  await assert.rejects(loadAll(host, BEGINNING), /did not return the rest/);
});

Deno.test("readUpTo() throws if the version changes between chunks", async () => {
  const { host } = hostOf([100], { artifact: { version: 3 } });
  await assert.rejects(loadAll(host, BEGINNING), /changed while it was read/);
});

Deno.test("a shared artifact is read by its share, and not at all without one", async () => {
  const { id: _, ...shared } = BEGINNING;
  const { host, calls } = hostOf([LIMIT], {}, { share: "s" });
  await loadAll(host, shared);
  assert.ok(calls.every(([name, { share }]) => name === "artifact.open" && share === "s"));
  await assert.rejects(loadAll(hostOf([LIMIT]).host, shared), /sent the view nothing/);
});

Deno.test("loadFromResult() shows a result with an offset from the beginning", async () => {
  const { host } = hostOf([LIMIT]);
  const result = { artifact: { ...FACTS, content: "middle" }, offset: 500, next_offset: 506 };
  const { content } = await loadFromResult(result, host);
  assert.ok(content.length > 100 && CONTENT.startsWith(content));
  const failing = { call: () => Promise.reject(new Error("no")), input: {} } as unknown as Host;
  assert.equal((await loadFromResult(result, failing)).content, "middle");
});
