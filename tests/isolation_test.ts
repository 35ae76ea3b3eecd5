// Nobody reaches anybody else's artifacts: the locks that can be tested without a database.

import assert from "node:assert/strict";
import type { ArtifactStore } from "../supabase/functions/mcp/artifacts/artifact.ts";
import { connectArtifacts } from "../supabase/functions/mcp/artifacts/postgres_store.ts";
import { call, startInProcess, userId } from "./mcp/in_process.ts";

const ID = "00000000-0000-4000-8000-000000000001";
const ROW = {
  id: ID,
  title: "t",
  kind: "text",
  language: null,
  tags: [],
  size: 1,
  version: 1,
  created_at: "2026-11-23T08:38:37.582Z",
  updated_at: "2026-11-23T08:38:37.582Z",
};

// Typed by the port: a method that is added to it and not here does not compile.
const CALLS: { [Method in keyof ArtifactStore]: (store: ArtifactStore) => Promise<unknown> } = {
  create: (store) =>
    store.create({ title: "t", kind: "text", content: "c", language: null, tags: [] }),
  list: (store) =>
    store.list({ limit: 5, kind: "text", tag: "a", after: { created_at: ROW.created_at, id: ID } }),
  find: (store) => store.find(ID),
};

/** A store whose requests end here, answered as the Data API would. */
function wiretap() {
  const requests: Request[] = [];
  const artifactsOf = connectArtifacts({
    url: "https://project.supabase.co",
    secretKey: "sb_secret_test",
    fetch: (input, init) => {
      const request = new Request(input, init);
      requests.push(request);
      const single = request.headers.get("Accept")?.includes("vnd.pgrst.object");
      const columns = new URL(request.url).searchParams.get("select")?.split(",") ?? [];
      const row = columns.includes("content") ? { ...ROW, content: "c" } : ROW;
      return Promise.resolve(Response.json(single ? row : [row]));
    },
  });
  return { requests, artifactsOf };
}

for (const [method, invoke] of Object.entries(CALLS)) {
  Deno.test(`${method} sends one request, and it names the owner`, async () => {
    const { requests, artifactsOf } = wiretap();
    await invoke(artifactsOf(userId("alice")));
    assert.equal(requests.length, 1);
    const [request] = requests;
    assert.ok(request);
    const named = request.method === "POST"
      ? (await request.json()).user_id
      : new URL(request.url).searchParams.getAll("user_id").join();
    assert.equal(named, request.method === "POST" ? "user_alice" : "eq.user_alice");
  });
}

Deno.test("each tool call costs one request, everything else none", async () => {
  const { requests, artifactsOf } = wiretap();
  const { post } = startInProcess({ artifactsOf });
  const cost = async (message: unknown, token?: string) => {
    const before = requests.length;
    const headers = token ? { Authorization: `Bearer ${token}` } : {};
    const response = await post(message, headers as Record<string, string>);
    await response.body?.cancel();
    return requests.length - before;
  };
  const create = call("artifact.create", { title: "t", kind: "text", content: "c" });
  assert.equal(await cost(create, "alice"), 1);
  assert.equal(await cost(call("artifact.list"), "alice"), 1);
  assert.equal(await cost(call("artifact.view", { id: ID }), "alice"), 1);

  assert.equal(await cost(call("artifact.kinds"), "alice"), 0);
  assert.equal(await cost({ jsonrpc: "2.0", id: 1, method: "tools/list" }), 0);
  assert.equal(await cost({ jsonrpc: "2.0", id: 1, method: "ping" }), 0);
  assert.equal(await cost({ jsonrpc: "2.0", id: 1, method: "initialize", params: {} }), 0);
  assert.equal(await cost(call("artifact.list")), 0);
  assert.equal(await cost(call("artifact.list"), "alice-noscope"), 0);
  assert.equal(await cost(call("artifact.list"), "expired"), 0);
  assert.equal(await cost(call("artifact.list", { limit: 1000 }), "alice"), 0);
});

Deno.test("Bob's view of Alice's artifact reads exactly like a missing one", async () => {
  const { post } = startInProcess();
  const as = (name: string) => ({ Authorization: `Bearer ${name}` });
  const create = call("artifact.create", { title: "Diary", kind: "text", content: "private" });
  const made = await (await post(create, as("alice"))).json();
  const { id } = made.result.structuredContent.artifact;

  const others = await (await post(call("artifact.view", { id }), as("bob"))).text();
  const missing = await (await post(call("artifact.view", { id: ID }), as("bob"))).text();
  assert.equal(others, missing);
  const list = await (await post(call("artifact.list"), as("bob"))).json();
  assert.deepEqual(list.result.structuredContent.artifacts, []);
});

Deno.test("two hundred interleaved calls of ten people never mix", async () => {
  const { post } = startInProcess();
  const people = Array.from({ length: 10 }, (_, i) => `person${i}`);
  const ask = async (name: string, message: unknown) => {
    const response = await post(message, { Authorization: `Bearer ${name}` });
    return (await response.json()).result.structuredContent;
  };
  const creates = Array.from({ length: 100 }, (_, i) => {
    const name = people[i % 10] ?? "";
    const args = { title: `${name} ${i}`, kind: "text", content: name };
    return ask(name, call("artifact.create", args));
  });
  const lists = Array.from({ length: 100 }, async (_, i) => {
    const name = people[i % 10] ?? "";
    const { artifacts } = await ask(name, call("artifact.list", { limit: 100 }));
    for (const { title } of artifacts) assert.match(title, new RegExp(`^${name} `));
  });
  await Promise.all([...creates, ...lists]);
  for (const name of people) {
    const { artifacts } = await ask(name, call("artifact.list", { limit: 100 }));
    assert.equal(artifacts.length, 10);
    assert.ok(artifacts.every(({ title }: { title: string }) => title.startsWith(`${name} `)));
  }
});
