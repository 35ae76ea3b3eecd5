// The HTTP floor of function mcp.

import assert from "node:assert/strict";
import { VERSION } from "../../supabase/functions/_shared/version.ts";
import {
  rejected,
  type VerifyAccessToken,
} from "../../supabase/functions/mcp/auth/verification.ts";
import { call, RESOURCE, startInProcess, verifyNames } from "./in_process.ts";

const ping = { jsonrpc: "2.0", id: 1, method: "ping" };
const MIB = 1024 * 1024;

const rejectAll: VerifyAccessToken = () => Promise.resolve(rejected("bad_signature"));

/** A body that does not declare its length. */
function spaces(bytes: number): ReadableStream<Uint8Array> {
  const chunk = new Uint8Array(Math.min(bytes, 65_536)).fill(0x20);
  let left = bytes;
  return new ReadableStream({
    pull(controller) {
      if (left <= 0) return controller.close();
      controller.enqueue(chunk.subarray(0, left));
      left -= chunk.length;
    },
  });
}

for (const method of ["GET", "DELETE", "PUT", "PATCH", "HEAD", "QUERY"]) {
  Deno.test(`${method} /mcp → 405, naming POST as the allowed method`, async () => {
    const response = await startInProcess().request("/mcp", { method });
    assert.equal(response.status, 405);
    assert.equal(response.headers.get("Allow"), "POST");
    await response.body?.cancel();
  });
}

Deno.test("a preflight is answered for every header a client may send", async () => {
  const response = await startInProcess().request("/mcp", {
    method: "OPTIONS",
    headers: { Origin: "https://claude.com", "Access-Control-Request-Method": "POST" },
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
    "401 large": await post(JSON.stringify({ ...ping, pad: "x".repeat(64 * 1024) })),
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

Deno.test("a request rejected unread gets an error code that every revision has", async () => {
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

Deno.test("a message reaches the endpoint with a query, and with an encoded path", async () => {
  const headers = { "Content-Type": "application/json" };
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "ping" });
  for (const path of ["/mcp?a=1", "/m%63p"]) {
    const response = await startInProcess().request(path, { method: "POST", headers, body });
    assert.deepEqual([response.status, (await response.json()).result], [200, {}], path);
  }
});

Deno.test("a request to a wrong address gets 404 with the right one", async () => {
  for (const path of ["/mcp/", "/mcp/sse", "/"]) {
    const response = await startInProcess().request(path, { method: "POST" });
    assert.equal(response.status, 404, path);
    assert.ok((await response.json()).message.endsWith(` ${RESOURCE}`), path);
  }
});

const ORIGINS: Record<string, boolean> = {
  "https://chatgpt.com": true,
  "https://chat.openai.com": true,
  "https://claude.ai": true,
  "https://claude.com": true,
  "https://grok.com": true,
  "vscode-file://vscode-app": true,
  "null": true,
  "http://localhost:6274": true, // configured
  "https://project.supabase.co": true, // the resource's own
  "http://project.supabase.co": false,
  "https://evil.example": false,
  "https://chatgpt.com.evil.example": false,
  "https://claude.com:8443": false,
  "http://claude.com": false,
  "vscode-file://evil": false,
  "NULL": false,
  "": false,
};
for (const [Origin, allowed] of Object.entries(ORIGINS)) {
  Deno.test(`Origin "${Origin}": POST and its preflight ${allowed ? "allow" : "refuse"} it`, async () => {
    const { post, request } = startInProcess({ allowedOrigins: ["http://localhost:6274"] });
    assert.equal((await post(ping, { Origin })).status, allowed ? 200 : 403);
    const preflight = await request("/mcp", {
      method: "OPTIONS",
      headers: { Origin, "Access-Control-Request-Method": "POST" },
    });
    await preflight.body?.cancel();
    assert.equal(preflight.status, allowed ? 204 : 403);
    assert.equal(preflight.headers.has("Access-Control-Allow-Headers"), allowed);
  });
}

Deno.test("a request without Origin comes from no page, and is answered", async () => {
  assert.equal((await startInProcess().post(ping)).status, 200);
});

Deno.test("only JSON is accepted, with any parameters", async () => {
  const { post } = startInProcess();
  const statusOf = async (type: string) => (await post(ping, { "Content-Type": type })).status;
  assert.equal(await statusOf("application/json; charset=utf-8"), 200);
  assert.equal(await statusOf("Application/JSON"), 200);
  assert.equal(await statusOf("text/plain"), 415);
  assert.equal(await statusOf("application/jsonp"), 415);
});

Deno.test("a body over 4 MiB without a declared length is rejected", async () => {
  const { request } = startInProcess();
  const body = spaces(6 * MIB);
  const headers = { "Content-Type": "application/json", Authorization: "Bearer alice" };
  const response = await request("/mcp", { method: "POST", headers, body });
  assert.equal(response.status, 413);
});

Deno.test("bytes that are not UTF-8 are rejected, not replaced", async () => {
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

Deno.test("a body that declares more than 4 MiB is rejected, however short it is", async () => {
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

Deno.test("health names what is deployed and nothing else", async () => {
  const response = await startInProcess().request("/mcp/health");
  assert.deepEqual(await response.json(), {
    status: "ok",
    version: VERSION,
    digest: "not bundled",
  });
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

Deno.test("Clerk's documents are 503 and not kept while Clerk does not answer", async () => {
  const fetchMetadata = () => Promise.reject(new Error("connect 10.0.0.7: secret reason"));
  const { request, reports, lines } = startInProcess({ fetchMetadata });
  for (const name of ["oauth-authorization-server", "openid-configuration"]) {
    const response = await request(`/mcp/.well-known/${name}`);
    assert.equal(response.status, 503);
    assert.equal(response.headers.get("Cache-Control"), "no-store");
    assert.match(response.headers.get("Retry-After") ?? "", /^\d+$/);
    assert.doesNotMatch(await response.text(), /secret reason/);
    assert.match(String(reports.pop()?.error), /secret reason/);
    assert.equal(lines.pop()?.method, name);
  }
  assert.equal((await request("/mcp/.well-known/oauth-protected-resource")).status, 200);
});

const LARGE = " ".repeat(64 * 1024 + 1);
const ALICE = { Authorization: "Bearer alice" };

Deno.test("a body of 64 KiB needs no sign-in, a byte more → 401 with the challenge", async () => {
  const { post, request } = startInProcess();
  const padded = (bytes: number) => JSON.stringify(ping).padEnd(bytes);
  assert.equal((await post(padded(64 * 1024))).status, 200);
  assert.equal((await post(padded(64 * 1024 + 1), ALICE)).status, 200);
  // A character of three bytes: the limit counts bytes.
  const wide = JSON.stringify({ ...ping, pad: "あ".repeat(30_000) });
  for (const body of [padded(64 * 1024 + 1), LARGE, wide, wide.repeat(9)]) {
    for (const streamed of [false, true]) {
      const response = await request("/mcp", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: streamed ? new Blob([body]).stream() : body,
      });
      assert.equal(response.status, 401);
      const challenge = response.headers.get("WWW-Authenticate") ?? "";
      assert.match(challenge, /^Bearer .*resource_metadata="https:.*scope="profile"/);
      assert.doesNotMatch(challenge, /error=/);
      assert.match((await response.json()).error.message, /65536 bytes requires sign-in/);
    }
  }
});

Deno.test("a large body with an invented token gets the challenge, and is not kept", async () => {
  const { request, lines } = startInProcess({ verify: rejectAll });
  for (const Authorization of ["Bearer made-up", "Bearer a b", "Bearer made-up, Bearer alice"]) {
    const response = await request("/mcp", {
      method: "POST",
      headers: { "Content-Type": "application/json", Authorization },
      body: spaces(4 * MIB),
    });
    assert.equal(response.status, 401, Authorization);
    assert.match(response.headers.get("WWW-Authenticate") ?? "", /error="invalid_token"/);
    assert.equal(lines.pop()?.outcome, "refused");
    await response.body?.cancel();
  }
});

Deno.test("a large body while Clerk cannot be reached is 503, without a challenge", async () => {
  const { post } = startInProcess();
  const response = await post(LARGE, { Authorization: "Bearer outage" });
  assert.equal(response.status, 503);
  assert.equal(response.headers.get("WWW-Authenticate"), null);
  assert.match(response.headers.get("Retry-After") ?? "", /^\d+$/);
});

Deno.test("the token of a body is verified once, whether the body is large or small", async () => {
  let verified = 0;
  const verify: VerifyAccessToken = (token) => (verified++, verifyNames(token));
  const { post } = startInProcess({ verify });
  const draft = (content: string) => call("artifact.create", { title: "t", kind: "text", content });
  for (const content of ["x", "x".repeat(100_000), "x".repeat(1_000_000)]) {
    verified = 0;
    assert.equal((await post(draft(content), ALICE)).status, 200);
    assert.equal(verified, 1);
  }
  verified = 0;
  // Known, and still without the scope that the tool requires.
  const poor = await post(draft("x".repeat(100_000)), { Authorization: "Bearer alice-noscope" });
  assert.equal(poor.status, 403);
  assert.match(poor.headers.get("WWW-Authenticate") ?? "", /insufficient_scope/);
  assert.equal(verified, 1);
});

// The connection of an unread body is closed later, by a timer.
const CLOSED_LATER = { sanitizeOps: false, sanitizeResources: false };

Deno.test(
  "a verifier that throws at a large body → one neutral answer and a report",
  CLOSED_LATER,
  async () => {
    const broken = () => {
      throw new Error("password in the message");
    };
    const { post, reports } = startInProcess({ verify: broken });
    const response = await post(LARGE, ALICE);
    assert.equal(response.status, 500);
    assert.doesNotMatch(await response.text(), /password/);
    assert.equal(reports.length, 1);
  },
);

Deno.test("anonymous requests may take half as many places as those with a token", async () => {
  const opening = Promise.withResolvers<undefined>();
  const { post } = startInProcess({ server: { shared: { open: () => opening.promise } } });
  const strangers = Array.from(
    { length: 200 },
    () => post(call("artifact.open", { share: "x".repeat(32) })),
  );
  assert.equal((await Promise.race(strangers)).status, 503);
  assert.equal((await post(call("artifact.list"), ALICE)).status, 200);
  opening.resolve(undefined);
  const statuses = (await Promise.all(strangers)).map(({ status }) => status);
  assert.equal(statuses.filter((status) => status === 503).length, 200 - 128);
});
