// What the log and the client get of each request: one line, an id, durations; nothing of what
// people wrote, and no name that a client chose freely.

import assert from "node:assert/strict";
import { call, startInProcess } from "./in_process.ts";
import { modern } from "./modern_request.ts";

const ALICE = { Authorization: "Bearer alice" };

Deno.test("each request leaves one line with its kind and its outcome", async () => {
  const { post, request, lines } = startInProcess();
  const draft = { title: "Diary", kind: "text", content: "private words" };
  await post(call("artifact.create", draft), { ...ALICE, "User-Agent": "openai-mcp/1.0.0 (x)" });
  await post(call("artifact_list"), { ...ALICE, "MCP-Protocol-Version": "2025-11-25" });
  await post(call("artifact.list"));
  await post(call("artifact.list"), { Authorization: "Bearer expired" });
  await post(call("artifact.view", { id: "nothing" }), ALICE);
  await post({ jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "x" } });
  await post({ jsonrpc: "2.0", method: "notifications/initialized" });
  await post("{");
  await request("/mcp/health");
  await request("/mcp/elsewhere");
  const logged = lines.map(({ request_id: _, ms, auth_ms, database_ms, level, ...rest }) => {
    assert.deepEqual(
      [ms, auth_ms, database_ms].map((each) => typeof each),
      Array(3).fill("number"),
    );
    assert.equal(level, "info");
    return rest;
  });
  const of = { method: "tools/call", revision: "other" };
  const alice = { user: "hash of alice" };
  const list = { ...of, tool: "artifact.list" };
  assert.deepEqual(logged, [
    {
      ...{ ...of, ...alice, tool: "artifact.create", client: "openai-mcp/1.0.0" },
      ...{ status: 200, outcome: "ok" },
    },
    { ...list, ...alice, revision: "2025-11-25", status: 200, outcome: "ok" },
    { ...list, status: 401, outcome: "refused", refusal: "no_token" },
    { ...list, status: 401, outcome: "refused", refusal: "expired" },
    { ...of, ...alice, tool: "artifact.view", status: 200, outcome: "tool_error" },
    { ...of, status: 200, outcome: "rpc_error", code: -32602 },
    { method: "notification", status: 202, outcome: "ok" },
    { status: 400, outcome: "rpc_error", code: -32700 },
    { method: "health", status: 200, outcome: "ok" },
    { method: "nothing here", status: 404, outcome: "refused" },
  ]);
});

Deno.test("a request of 2026-07-28 and a handshake name their client", async () => {
  const { post, lines } = startInProcess();
  const discover = modern("server/discover");
  await post(discover.message, discover.headers);
  const params = {
    ...{ protocolVersion: "2025-06-18", capabilities: {} },
    clientInfo: { name: "Inspector", version: "1" },
  };
  await post({ jsonrpc: "2.0", id: 1, method: "initialize", params });
  assert.deepEqual(lines.map(({ method, revision, client }) => [method, revision, client]), [
    ["server/discover", "2026-07-28", "test"],
    ["initialize", "2025-06-18", "Inspector"],
  ]);
});

Deno.test("clients' names are logged only when plain, methods only when known", async () => {
  const { post, lines } = startInProcess();
  for (
    const agent of ["eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ1c2VyXzEifQ.c2ln", '"},{"', "a".repeat(31)]
  ) {
    await post({ jsonrpc: "2.0", id: 1, method: "my/secret" }, { "User-Agent": agent });
  }
  assert.deepEqual(lines.map(({ method, client }) => [method, client]), [
    ["other", "other"],
    ["other", "other"],
    ["other", "other"],
  ]);
});

Deno.test("a response has the request's own id, durations, and no-store", async () => {
  const { post, lines } = startInProcess();
  const id = crypto.randomUUID();
  const response = await post(call("artifact.list"), { ...ALICE, "X-Request-Id": id });
  assert.equal(response.headers.get("X-Request-Id"), id);
  assert.equal(lines[0]?.request_id, id);
  assert.match(
    response.headers.get("Server-Timing") ?? "",
    /^auth;dur=[\d.]+, db;dur=[\d.]+, total;dur=[\d.]+$/,
  );
  assert.equal(response.headers.get("Cache-Control"), "no-store");
  assert.equal(response.headers.get("X-Content-Type-Options"), "nosniff");
});

Deno.test("a call beyond the budget is refused with the time to come back, and not made", async () => {
  let wait = 2_100;
  const { post, lines, reports } = startInProcess({ budget: () => wait });
  const create = call("artifact.create", { title: "t", kind: "text", content: "" });
  const response = await post(create, ALICE);
  assert.equal(response.status, 429);
  assert.equal(response.headers.get("Retry-After"), "3");
  assert.match((await response.json()).error.message, /did not run\. Try again in 3 s/);
  assert.equal(lines[0]?.refusal, "too_many_calls");
  assert.deepEqual(reports, []);
  // A request that touches no library is not counted.
  assert.equal((await post({ jsonrpc: "2.0", id: 1, method: "tools/list" }, ALICE)).status, 200);
  assert.equal((await post(call("artifact.kinds"))).status, 200);
  wait = 0;
  const list = await (await post(call("artifact.list"), ALICE)).json();
  assert.deepEqual(list.result.structuredContent.artifacts, []);
});

Deno.test("requests beyond a worker's capacity are refused at once, and later ones pass", async () => {
  const verifying = Promise.withResolvers<void>();
  const { post, lines } = startInProcess({
    verify: async () => {
      await verifying.promise;
      return { outcome: "unavailable", cause: new Error() };
    },
  });
  const calls = Array.from({ length: 300 }, () => post(call("artifact.list"), ALICE));
  const shed = await Promise.race(calls);
  assert.equal(shed.status, 503);
  assert.equal(shed.headers.get("Retry-After"), "1");
  verifying.resolve();
  await Promise.all(calls);
  assert.equal(lines.filter(({ refusal }) => refusal === undefined).length, 300 - 256);
  assert.equal((await post(call("artifact.kinds"))).status, 200);
});

Deno.test("a body's memory is released after 400, 401 and 403", async () => {
  const { post } = startInProcess();
  const body = " ".repeat(4 * 1024 * 1024);
  for (let i = 0; i < 9; i++) {
    assert.equal((await post(body, ALICE)).status, 400);
    assert.equal((await post(body)).status, 401);
  }
  for (let i = 0; i < 9; i++) {
    assert.equal((await post(body, { Origin: "https://evil.example" })).status, 403);
  }
});
