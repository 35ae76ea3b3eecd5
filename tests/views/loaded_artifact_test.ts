// A long content is read piece by piece to its end, and what cannot be joined is refused.

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

/** A host whose library gives pieces of these lengths by turns. */
function hostOf(lengths: number[], answer: Record<string, unknown> = {}, input = {}) {
  const calls: [string, Input][] = [];
  const call = (name: string, asked: unknown) => {
    const { offset, limit } = asked as Input;
    calls.push([name, asked as Input]);
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

/** A host that reads the artifact as a resource: in this version, with this text. */
function hostThatReads(version: number, text: string) {
  const { host, calls } = hostOf([LIMIT]);
  const contents = [{ uri: "artifact://a", text, _meta: { version } }];
  const app = { readServerResource: () => Promise.resolve({ contents }) };
  return { host: { ...host, app } as unknown as Host, calls };
}

Deno.test("the newest version is read as one resource, without a call", async () => {
  const { host, calls } = hostThatReads(FACTS.version, CONTENT);
  const { content, next } = await loadAll(host, BEGINNING);
  assert.ok(content === CONTENT);
  assert.deepEqual([next, calls.length], [undefined, 0]);
});

Deno.test("a resource of another version is not shown: the calls read the right one", async () => {
  const { host, calls } = hostThatReads(FACTS.version + 1, "newer");
  assert.ok((await loadAll(host, BEGINNING)).content === CONTENT);
  assert.ok(calls.length > 0);
});

Deno.test("a shared artifact has no resource of its own", async () => {
  const { host } = hostThatReads(FACTS.version, "someone's own");
  const { id: _, ...shared } = BEGINNING;
  const opened = { ...host, input: { share: "s" } } as unknown as Host;
  assert.ok((await loadAll(opened, shared)).content === CONTENT);
});

for (const lengths of [[LIMIT], [1], [7, 1_000, 3], [999_999]]) {
  Deno.test(`pieces of ${lengths} bytes → the whole content, the largest limit each time`, async () => {
    const { host, calls } = hostOf(lengths);
    const { content, next } = await loadAll(host, BEGINNING);
    assert.ok(content === CONTENT);
    assert.equal(next, undefined);
    assert.ok(calls.every(([name, { limit }]) => name === "artifact.view" && limit === LIMIT));
  });
}

Deno.test("reading to a place goes no further than the piece that reaches it", async () => {
  const { host, calls } = hostOf([100]);
  const { next } = await readUpTo(host, BEGINNING, 250);
  assert.ok(next && next >= 250 && next < 350, `${next}`);
  assert.equal(calls.length, 3);
});

Deno.test("reading stops when its progress says so", async () => {
  const { host, calls } = hostOf([100]);
  await loadAll(host, BEGINNING, ({ next = 0 }) => next < 200);
  assert.ok(calls.length <= 3);
});

Deno.test("a piece that leads nowhere → a problem, not a loop", async () => {
  const { host } = hostOf([100], { next_offset: 0 });
  await assert.rejects(loadAll(host, BEGINNING), /no more of this/);
});

Deno.test("pieces of two versions are not joined", async () => {
  const { host } = hostOf([100], { artifact: { version: 3 } });
  await assert.rejects(loadAll(host, BEGINNING), /changed while it was read/);
});

Deno.test("what was shared is read by its share, and without one not at all", async () => {
  const { id: _, ...shared } = BEGINNING;
  const { host, calls } = hostOf([LIMIT], {}, { share: "s" });
  await loadAll(host, shared);
  assert.ok(calls.every(([name, { share }]) => name === "artifact.open" && share === "s"));
  await assert.rejects(loadAll(hostOf([LIMIT]).host, shared), /passed on nothing/);
});

Deno.test("a result that begins in the middle is shown from the beginning", async () => {
  const { host } = hostOf([LIMIT]);
  const result = { artifact: { ...FACTS, content: "middle" }, offset: 500, next_offset: 506 };
  const { content } = await loadFromResult(result, host);
  assert.ok(content.length > 100 && CONTENT.startsWith(content));
  const failing = { call: () => Promise.reject(new Error("no")), input: {} } as unknown as Host;
  assert.equal((await loadFromResult(result, failing)).content, "middle");
});
