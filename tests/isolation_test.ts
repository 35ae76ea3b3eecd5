// Users reach only their own artifacts: the locks that can be tested without a database.

import { WHOLE } from "./mcp/artifacts/memory_rows.ts";
import assert from "node:assert/strict";
import { DEFAULT_QUOTA } from "../supabase/functions/mcp/artifacts/limits.ts";
import { connect } from "../supabase/functions/mcp/artifacts/postgres/data_api.ts";
import { sharedArtifactsIn } from "../supabase/functions/mcp/artifacts/postgres/all_users.ts";
import { artifactsIn } from "../supabase/functions/mcp/artifacts/postgres/store.ts";
import type { ArtifactStore } from "../supabase/functions/mcp/artifacts/store.ts";
import { TOOLS } from "../supabase/functions/mcp/tools/mod.ts";
import { call, startInProcess, userId } from "./mcp/in_process.ts";
import { requireRows } from "./mcp/tools/missing_row.ts";

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
  deleted_at: null,
};
const PLACE = { created_at: ROW.created_at, id: ID };

// Typed by the port: a method that is added to it and not here does not compile.
const CALLS: { [Method in keyof ArtifactStore]: (store: ArtifactStore) => Promise<unknown> } = {
  create: (store) =>
    store.create({ title: "t", kind: "text", content: "c", language: null, tags: [] }, "key"),
  list: (store) => store.list({ limit: 5, kind: "text", tag: "a", after: PLACE }),
  search: (store) => store.search({ query: "word", limit: 5, skip: 5, kind: "text" }),
  read: (store) => store.read(ID),
  readChunk: (store) => store.readChunk(ID, WHOLE, 1),
  update: (store) => store.update(ID, 1, { title: "New" }),
  history: (store) => store.history(ID, { limit: 5, before: 9 }),
  restore: (store) => store.restore(ID, 1),
  trash: (store) => store.trash(ID),
  destroy: (store) => store.destroy(ID),
  share: (store) => store.share(ID, 30),
  unshare: (store) => store.unshare(ID),
  export: (store) => store.export(1_000, { id: ID, version: 1, offset: 0 }),
  usage: (store) => store.usage(),
};
const OTHER_FORMS: Record<string, (store: ArtifactStore) => Promise<unknown>> = {
  "list of the trash": (store) => store.list({ limit: 5, trashed: true }),
  "read of a version": (store) => store.read(ID, 1),
};

/** What the database's functions answer, all in one. */
const ANSWER = {
  artifact: { ...ROW, content: "c", offset: 0 },
  artifacts: [],
  versions: [],
  replayed: "no",
  expires_at: ROW.created_at,
  revoked: 0,
  more: false,
};

/** A store whose requests end here, answered as the Data API would. */
function wiretap() {
  const requests: Request[] = [];
  const database = connect({
    url: "https://project.supabase.co",
    secretKey: "sb_secret_test",
    fetch: async (input, init) => {
      const request = new Request(input, init);
      requests.push(request);
      const { pathname } = new URL(request.url);
      if (pathname.startsWith("/rest/v1/rpc/")) {
        const { forever } = await request.clone().json();
        return Response.json(forever ? { artifact: null } : ANSWER);
      }
      return Response.json([{ ...ROW, artifacts: 1, bytes: 1, gone_bytes: 0 }]);
    },
  });
  return {
    requests,
    artifactsOf: artifactsIn(database, DEFAULT_QUOTA),
    shared: sharedArtifactsIn(database),
  };
}

for (const [method, invoke] of Object.entries({ ...CALLS, ...OTHER_FORMS })) {
  Deno.test(`${method} sends one request, and it names the owner`, async () => {
    const { requests, artifactsOf } = wiretap();
    await invoke(artifactsOf(userId("alice")));
    assert.equal(requests.length, 1);
    const [request] = requests;
    assert.ok(request);
    if (request.method === "POST") assert.equal((await request.json()).owner, "user_alice");
    else assert.equal(new URL(request.url).searchParams.getAll("user_id").join(), "eq.user_alice");
  });
}

Deno.test("an update with edits sends two requests, and both name the owner", async () => {
  const { requests, artifactsOf } = wiretap();
  await artifactsOf(userId("alice")).update(ID, 1, { edits: [{ find: "c", replace: "b" }] });
  const owners = await Promise.all(requests.map(async (each) => (await each.json()).owner));
  assert.deepEqual(owners, ["user_alice", "user_alice"]);
});

Deno.test("opening a share sends one request, which holds the share's hash and never the share", async () => {
  const { requests, artifactsOf, shared } = wiretap();
  const { share } = await artifactsOf(userId("alice")).share(ID, 30);
  await shared.open(share, WHOLE);
  const [sharing, opening, ...more] = await Promise.all(requests.map((request) => request.json()));
  assert.deepEqual(more, []);
  assert.match(opening.share_hash, /^[0-9a-f]{64}$/);
  assert.deepEqual(Object.keys(opening), ["share_hash", "from_byte", "max_bytes"]);
  assert.equal(sharing.share_hash, opening.share_hash);
  assert.ok(!JSON.stringify([sharing, opening]).includes(share));
});

Deno.test("open() with a malformed share sends no request", async () => {
  const { requests, shared } = wiretap();
  for (const share of ["", "x", "a".repeat(31), "a".repeat(33), "%".repeat(32), "a".repeat(1e6)]) {
    assert.equal(await shared.open(share, WHOLE), undefined);
  }
  assert.deepEqual(requests, []);
});

Deno.test("each call costs at most one request, what needs no data none", async () => {
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

  assert.equal(await cost(call("artifact.kinds"), "alice"), 1);
  assert.equal(await cost(call("artifact.kinds")), 0);
  assert.equal(await cost({ jsonrpc: "2.0", id: 1, method: "tools/list" }), 0);
  assert.equal(await cost({ jsonrpc: "2.0", id: 1, method: "ping" }), 0);
  assert.equal(await cost({ jsonrpc: "2.0", id: 1, method: "initialize", params: {} }), 0);
  assert.equal(await cost(call("artifact.list")), 0);
  assert.equal(await cost(call("artifact.list"), "alice-noscope"), 0);
  assert.equal(await cost(call("artifact.list"), "expired"), 0);
  assert.equal(await cost(call("artifact.list", { limit: 1000 }), "alice"), 0);
  assert.equal(await cost(call("artifact.kinds"), "alice-noscope"), 0);
  assert.equal(await cost({ jsonrpc: "2.0", id: 1, method: "resources/list" }), 0);
  assert.equal(await cost({ jsonrpc: "2.0", id: 1, method: "resources/list" }, "alice"), 1);
});

/** Every tool that takes an id, and what else it takes. */
const BY_ID: Record<string, Record<string, unknown>[]> = {
  "artifact.view": [{}, { version: 1 }],
  "artifact.update": [{ expected_version: 1, title: "mine" }, { expected_version: 9, tags: [] }],
  "artifact.history": [{}],
  "artifact.restore": [{}, { version: 1 }],
  "artifact.delete": [{}, { forever: true }],
  "artifact.share": [{}],
  "artifact.unshare": [{}],
  "fetch": [{}],
};

Deno.test("Bob's every use of Alice's id reads exactly like that of a missing one, and does nothing", async () => {
  const byId = TOOLS.filter(({ inputSchema }) => "id" in (inputSchema.properties as object));
  const row = (name: string) => `"${name}": [{}],`;
  requireRows("tests/isolation_test.ts", "BY_ID", Object.keys(BY_ID), byId, row);
  assert.deepEqual(byId.map(({ name }) => name).toSorted(), Object.keys(BY_ID).toSorted());

  const { post } = startInProcess();
  const as = (name: string) => ({ Authorization: `Bearer ${name}` });
  const create = call("artifact.create", { title: "Diary", kind: "text", content: "private" });
  const made = await (await post(create, as("alice"))).json();
  const { artifact } = made.result.structuredContent;
  for (const [name, uses] of Object.entries(BY_ID)) {
    for (const args of uses) {
      const answerFor = async (id: string) =>
        await (await post(call(name, { ...args, id }), as("bob"))).text();
      const others = await answerFor(artifact.id);
      assert.equal(others, await answerFor(ID), name);
      assert.match(others, /no artifact with this id/);
    }
  }
  const read = async (uri: string) =>
    (await (await post(
      { jsonrpc: "2.0", id: 1, method: "resources/read", params: { uri } },
      as("bob"),
    ))
      .text()).replaceAll(uri, "");
  assert.equal(await read(`artifact://${artifact.id}`), await read(`artifact://${ID}`));

  const ask = async (name: string, message: unknown) =>
    (await (await post(message, as(name))).json()).result.structuredContent;
  for (const args of [{}, { query: "diary" }, { trashed: true }]) {
    assert.deepEqual((await ask("bob", call("artifact.list", args))).artifacts, []);
  }
  assert.deepEqual((await ask("bob", call("search", { query: "diary" }))).results, []);
  assert.equal((await ask("bob", call("artifact.export"))).lines, 0);
  assert.deepEqual((await ask("bob", call("artifact.kinds"))).usage, {
    artifacts: 0,
    total_bytes: 0,
  });
  const unchanged = await ask("alice", call("artifact.view", { id: artifact.id }));
  assert.deepEqual(unchanged.artifact, { ...artifact, content: "private" });
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
