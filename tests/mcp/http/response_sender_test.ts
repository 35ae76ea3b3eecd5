// What leaves a worker: whole, no faster than the client takes it, and to strangers no more than their budget.

import assert from "node:assert/strict";
import { createMemoryPool } from "../../../supabase/functions/mcp/http/memory_pool.ts";
import { CHUNK_BYTES, createBodyStream } from "../../../supabase/functions/mcp/http/body_stream.ts";
import {
  ARTIFACT_VIEW,
  LIST_VIEW,
  MERMAID,
} from "../../../supabase/functions/mcp/views/built/uris.ts";
import { fakeTime } from "../fake_time.ts";
import { call, startInProcess } from "../in_process.ts";

const MIB = 1024 * 1024;
const read = (uri: string, id: number | string = 1) => (
  { jsonrpc: "2.0", id, method: "resources/read", params: { uri } }
);
const list = (id: number | string = 1) => ({ jsonrpc: "2.0", id, method: "tools/list" });

/** Whether all of a memory is free. */
function isFree(memory: ReturnType<typeof createMemoryPool>, bytes: number): boolean {
  const flow = { startedAt: 0, transferred: 0 };
  const free = memory.reserve(flow, bytes);
  memory.release(flow);
  return free;
}

Deno.test("a response holds its memory until its last byte is read", async () => {
  const memory = createMemoryPool(10 * CHUNK_BYTES);
  const bytes = Uint8Array.from({ length: 3 * CHUNK_BYTES + 1 }, (_, at) => at % 251);
  const parts = [bytes.subarray(0, 5), bytes.subarray(5), new Uint8Array(0)];
  const body = createBodyStream(parts, bytes.length, memory, undefined);
  assert.ok(body);
  const reader = body.getReader();
  const taken: number[] = [];
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    taken.push(...next.value);
    assert.ok(next.value.length <= CHUNK_BYTES);
    assert.ok(!isFree(memory, 10 * CHUNK_BYTES));
  }
  assert.deepEqual(Uint8Array.from(taken), bytes);
  assert.ok(isFree(memory, 10 * CHUNK_BYTES));
});

Deno.test("a client that disconnects releases the memory of its response", async () => {
  const memory = createMemoryPool(MIB);
  for (const readFirst of [false, true]) {
    const body = createBodyStream([new Uint8Array(MIB)], MIB, memory, undefined);
    assert.ok(body);
    const reader = body.getReader();
    if (readFirst) await reader.read();
    await reader.cancel();
    assert.ok(isFree(memory, MIB));
  }
});

Deno.test("an unread response is abandoned: at once for another one, after 10 s in any case", async () => {
  const time = fakeTime();
  try {
    const memory = createMemoryPool(MIB);
    const unread = createBodyStream([new Uint8Array(MIB)], MIB, memory, undefined);
    assert.ok(unread);
    assert.equal(createBodyStream([new Uint8Array(1)], 1, memory, undefined), undefined);
    await time.advance(1_050);
    const next = createBodyStream([new Uint8Array(MIB)], MIB, memory, undefined);
    assert.ok(next);
    await assert.rejects(unread.getReader().read(), /too slowly/);
    const began = performance.now();
    const reader = next.getReader();
    await reader.read();
    await assert.rejects(time.until(reader.closed), /too slowly/);
    const waited = performance.now() - began;
    assert.ok(waited > 9_000 && waited < 11_500, `${waited} ms`);
    assert.ok(isFree(memory, MIB));
  } finally {
    time.restore();
  }
});

Deno.test("a large response is whole and declares its length", async () => {
  const { post } = startInProcess();
  for (
    const message of [read(ARTIFACT_VIEW, "あ"), read(MERMAID, 7), read(LIST_VIEW, '"}')]
  ) {
    const response = await post(message);
    const bytes = await response.arrayBuffer();
    assert.equal(response.headers.get("Content-Length"), `${bytes.byteLength}`);
    const answer = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    assert.equal(answer.id, message.id);
    assert.ok(answer.result);
  }
});

Deno.test("a view is read and unpacked once: the same bytes in the same memory for all users", async () => {
  const { post } = startInProcess();
  for (const uri of [ARTIFACT_VIEW, LIST_VIEW, MERMAID]) {
    const buffers = new Set<unknown>();
    for (const token of ["alice", "bob"]) {
      const { body } = await post(read(uri), { Authorization: `Bearer ${token}` });
      const reader = body!.getReader();
      await reader.read(); // the envelope
      buffers.add((await reader.read()).value?.buffer);
      await reader.cancel();
    }
    assert.equal(buffers.size, 1, uri);
  }
});

Deno.test("without sign-in each method has a budget: 429 beyond it, and other methods go on", async () => {
  const { post, lines } = startInProcess();
  let [answered, bytes] = [0, 0];
  let response = await post(read(MERMAID));
  for (; response.status === 200 && answered < 1_000; answered++) {
    bytes += (await response.arrayBuffer()).byteLength;
    response = await post(read(MERMAID, "seven"));
  }
  assert.equal(response.status, 429);
  assert.ok(bytes > 32 * MIB && bytes < 48 * MIB, `${bytes} bytes`);
  assert.match(response.headers.get("Retry-After") ?? "", /^[1-9]$/);
  const { id, error } = await response.json();
  assert.equal(id, "seven");
  assert.match(error.message, /sign in, or try again in \d s/);
  assert.deepEqual(
    [lines.at(-1)?.status, lines.at(-1)?.refusal, lines.at(-1)?.outcome],
    [429, "too_much", "refused"],
  );
  for (const message of [list(), call("artifact.kinds")]) {
    const { status, body } = await post(message);
    await body?.cancel();
    assert.equal(status, 200, message.method);
  }
  const signedIn = await post(read(MERMAID), { Authorization: "Bearer alice" });
  await signedIn.body?.cancel();
  assert.equal(signedIn.status, 200);
});

Deno.test("each signed-in user has a budget for views, and only for them", async () => {
  const { post } = startInProcess();
  const [alice, bob] = [{ Authorization: "Bearer alice" }, { Authorization: "Bearer bob" }];
  const statusOf = async (message: object, headers: Record<string, string>) => {
    const response = await post(message, headers);
    await response.body?.cancel();
    return response.status;
  };
  let answered = 0;
  while (answered < 100 && await statusOf(read(MERMAID), alice) === 200) answered++;
  assert.ok(answered >= 30 && answered < 60, `${answered} answers`);
  assert.equal(await statusOf(read(MERMAID), bob), 200);
  assert.equal(await statusOf(list(), alice), 200);
});

Deno.test("a response of at most 20 times its request is in no user's budget", async () => {
  const { post } = startInProcess();
  const size = (await (await post(list())).text()).length;
  const pad = "x".repeat(Math.ceil((size + 2_000) / 20));
  for (let sent = 0; sent < 1.2 * 32 * MIB / size; sent++) {
    const response = await post({ ...list(), pad });
    await response.body?.cancel();
    assert.equal(response.status, 200);
  }
});
