// The HTTP floor of function mcp.

import assert from "node:assert/strict";
import { call, RESOURCE, startInProcess } from "./in_process.ts";

const ping = { jsonrpc: "2.0", id: 1, method: "ping" };

for (const method of ["GET", "DELETE", "PUT", "PATCH", "HEAD", "QUERY"]) {
  Deno.test(`${method} on /mcp is refused, and told that POST is not`, async () => {
    const response = await startInProcess().request("/mcp", { method });
    assert.equal(response.status, 405);
    assert.equal(response.headers.get("Allow"), "POST");
    await response.body?.cancel();
  });
}

Deno.test("a preflight is answered for every header a client may send", async () => {
  const response = await startInProcess().request("/mcp", {
    method: "OPTIONS",
    headers: { Origin: "https://anywhere.example", "Access-Control-Request-Method": "POST" },
  });
  assert.equal(response.status, 204);
  assert.equal(response.headers.get("Access-Control-Allow-Origin"), "*");
  assert.match(response.headers.get("Access-Control-Allow-Methods") ?? "", /POST/);
  const allowed = response.headers.get("Access-Control-Allow-Headers") ?? "";
  for (const header of ["Authorization", "Content-Type", "Accept", "MCP-Protocol-Version"]) {
    assert.ok(allowed.split(", ").includes(header), `${header} not in ${allowed}`);
  }
});

Deno.test("every answer can be read by a page, refusals too, and carries a request id", async () => {
  const { request, post } = startInProcess();
  const answers: Record<string, Response> = {
    200: await post(ping),
    202: await post({ jsonrpc: "2.0", method: "notifications/initialized" }),
    400: await post("{"),
    401: await post(call("artifact.list")),
    "403 origin": await post(ping, { Origin: "https://evil.example" }),
    "403 scope": await post(call("artifact.list"), { Authorization: "Bearer alice-noscope" }),
    404: await request("/mcp/nothing"),
    405: await request("/mcp"),
    413: await post(JSON.stringify({ ...ping, pad: "x".repeat(4 * 1024 * 1024) })),
    415: await post(ping, { "Content-Type": "text/plain" }),
    503: await post(ping, { Authorization: "Bearer outage" }),
    "200 health": await request("/mcp/health"),
  };
  for (const [expected, response] of Object.entries(answers)) {
    assert.equal(response.status, Number.parseInt(expected), expected);
    assert.equal(response.headers.get("Access-Control-Allow-Origin"), "*", expected);
    const exposed = response.headers.get("Access-Control-Expose-Headers") ?? "";
    for (const header of ["WWW-Authenticate", "Retry-After", "MCP-Protocol-Version"]) {
      assert.ok(exposed.split(", ").includes(header), `${expected}: ${header} not exposed`);
    }
    assert.match(response.headers.get("X-Request-Id") ?? "", /^[0-9a-f-]{36}$/, expected);
    assert.equal(response.headers.get("Mcp-Session-Id"), null, expected);
    await response.body?.cancel();
  }
});

Deno.test("a refusal before anything was read has a code that belongs to every revision", async () => {
  const { request, post } = startInProcess();
  const refused = [
    await post(ping, { Origin: "https://evil.example" }),
    await request("/mcp"),
    await post(JSON.stringify({ ...ping, pad: "x".repeat(4 * 1024 * 1024) })),
    await post(ping, { "Content-Type": "text/plain" }),
  ];
  for (const response of refused) {
    assert.equal((await response.json()).error.code, -32600, `${response.status}`);
  }
});

Deno.test("who has the address wrong is told the right one", async () => {
  for (const path of ["/mcp/", "/mcp/sse", "/"]) {
    const response = await startInProcess().request(path, { method: "POST" });
    assert.equal(response.status, 404, path);
    assert.ok((await response.json()).message.endsWith(` ${RESOURCE}`), path);
  }
});

Deno.test("a foreign page is refused, the known clients' and configured ones are not", async () => {
  const { post } = startInProcess({ allowedOrigins: ["http://localhost:6274"] });
  const statusFrom = async (Origin: string) => (await post(ping, { Origin })).status;
  assert.equal(await statusFrom("https://evil.example"), 403);
  assert.equal(await statusFrom("https://chatgpt.com.evil.example"), 403);
  assert.equal(await statusFrom("null"), 403);
  assert.equal(await statusFrom("https://chatgpt.com"), 200);
  assert.equal(await statusFrom("https://claude.ai"), 200);
  assert.equal(await statusFrom("http://localhost:6274"), 200);
  assert.equal(await statusFrom("https://project.supabase.co"), 200, "the resource's own");
  assert.equal(await statusFrom("http://project.supabase.co"), 403);
  assert.equal((await post(ping)).status, 200);
});

Deno.test("only JSON is taken, whatever its parameters", async () => {
  const { post } = startInProcess();
  const statusOf = async (type: string) => (await post(ping, { "Content-Type": type })).status;
  assert.equal(await statusOf("application/json; charset=utf-8"), 200);
  assert.equal(await statusOf("Application/JSON"), 200);
  assert.equal(await statusOf("text/plain"), 415);
  assert.equal(await statusOf("application/jsonp"), 415);
});

Deno.test("a body over 4 MiB is refused although it does not declare its length", async () => {
  const { request } = startInProcess();
  const chunk = new Uint8Array(1024 * 1024).fill(0x20);
  let sent = 0;
  const body = new ReadableStream({
    pull(controller) {
      if (sent++ < 6) controller.enqueue(chunk);
      else controller.close();
    },
  });
  const headers = { "Content-Type": "application/json" };
  const response = await request("/mcp", { method: "POST", headers, body });
  assert.equal(response.status, 413);
});

Deno.test("bytes that are not UTF-8 are refused, not replaced", async () => {
  const message = JSON.stringify(
    call("artifact.create", { title: "?", kind: "text", content: "" }),
  );
  const bytes = new TextEncoder().encode(message);
  bytes[message.indexOf("?")] = 0xff;
  const headers = { "Content-Type": "application/json", Authorization: "Bearer alice" };
  const { request } = startInProcess();
  assert.equal((await request("/mcp", { method: "POST", headers, body: bytes })).status, 400);
  const declared = { ...headers, "Content-Length": `${bytes.length}` };
  assert.equal(
    (await request("/mcp", { method: "POST", headers: declared, body: bytes })).status,
    400,
  );
});

Deno.test("a body that declares more than 4 MiB is refused, whatever comes", async () => {
  const headers = {
    "Content-Type": "application/json",
    "Content-Length": `${4 * 1024 * 1024 + 1}`,
  };
  const { request } = startInProcess();
  const response = await request("/mcp", { method: "POST", headers, body: "{}" });
  assert.equal(response.status, 413);
});

Deno.test("a 1 MiB content fits, escaped", async () => {
  const content = "\n".repeat(1024 * 1024); // two bytes each in JSON
  const message = call("artifact.create", { title: "t", kind: "text", content });
  const response = await startInProcess().post(message, { Authorization: "Bearer alice" });
  assert.equal(response.status, 200);
  assert.equal((await response.json()).result.structuredContent.artifact.size, 1024 * 1024);
});

Deno.test("health says that the server is up and nothing else", async () => {
  const response = await startInProcess().request("/mcp/health");
  assert.deepEqual(Object.keys(await response.json()), ["status", "version"]);
});

Deno.test("an exception outside every other net becomes one neutral answer and a report", async () => {
  const broken = () => {
    throw new Error("password in the message");
  };
  const { post, reports } = startInProcess({ verify: broken });
  const response = await post(ping, { Authorization: "Bearer x" });
  assert.equal(response.status, 500);
  const text = await response.text();
  assert.doesNotMatch(text, /password/);
  assert.match(text, new RegExp(response.headers.get("X-Request-Id") ?? "missing"));
  assert.match(String(reports[0]?.error), /password in the message/);
});
