// The HTTP floor of function well-known.

import assert from "node:assert/strict";
import { type AppDependencies, createApp } from "../../supabase/functions/well-known/app.ts";

const RESOURCE = "https://project.supabase.co/functions/v1/mcp";
const ISSUER = "https://clerk.example.com";
const RESOURCE_METADATA = {
  resource: RESOURCE,
  authorization_servers: [ISSUER],
  scopes_supported: ["profile", "offline_access"],
  bearer_methods_supported: ["header"],
  resource_name: "Artifacts",
  resource_documentation: "https://project.supabase.co/functions/v1/well-known/documentation",
};
const SERVER_METADATA = { issuer: ISSUER, token_endpoint: `${ISSUER}/oauth/token` };

/** The app, and what it wrote to the operator's log. */
function start(parts: Partial<AppDependencies> = {}) {
  const reports: unknown[] = [];
  const lines: Record<string, unknown>[] = [];
  const app = createApp({
    config: { resource: RESOURCE, issuer: ISSUER, offlineAccess: true },
    scopes: ["profile"],
    fetchMetadata: () => Promise.resolve(SERVER_METADATA),
    challenge: "proof-1",
    documentation: "# Artifacts\n",
    logError: (_requestId, error) => void reports.push(error),
    logRequest: (line) => void lines.push(JSON.parse(line)),
    ...parts,
  });
  const request = async (path: string, init?: RequestInit) =>
    await app.request(`/well-known/${path}`, init);
  return { app, request, reports, lines };
}

const RESOURCE_PATHS = ["oauth-protected-resource", "oauth-protected-resource/mcp"];
const ISSUER_PATHS = [
  "oauth-authorization-server",
  "oauth-authorization-server/mcp",
  "openid-configuration",
  "openid-configuration/mcp",
];
const PATHS = [
  ...RESOURCE_PATHS,
  ...ISSUER_PATHS,
  "openai-apps-challenge",
  "documentation",
];

for (const path of RESOURCE_PATHS) {
  Deno.test(`${path} returns the metadata of the configured resource`, async () => {
    const response = await start().request(path);
    assert.equal(response.status, 200);
    assert.match(response.headers.get("Content-Type") ?? "", /^application\/json/);
    assert.deepEqual(await response.json(), RESOURCE_METADATA);
  });
}

const LIES: Record<string, string> = {
  "Host": "evil.example",
  "X-Forwarded-Host": "evil.example",
  "X-Forwarded-Port": "8443",
  "X-Forwarded-Proto": "http",
  "X-Forwarded-Path": "/evil",
  "X-Forwarded-Prefix": "/evil/",
  "Forwarded": "host=evil.example;proto=http",
  "Origin": "https://evil.example",
};
Deno.test("headers that claim another address do not change the responses", async () => {
  const { app, request } = start();
  for (const path of PATHS) {
    const expected = await (await request(path)).text();
    for (const headers of [...Object.entries(LIES).map((lie) => [lie]), Object.entries(LIES)]) {
      const response = await request(path, { headers: headers as [string, string][] });
      assert.equal(await response.text(), expected, `${path} with ${headers.join()}`);
    }
    // A server builds the request's URL from the Host header.
    const elsewhere = await app.request(`http://evil.example:8081/well-known/${path}`);
    assert.equal(await elsewhere.text(), expected, path);
  }
});

for (const path of ISSUER_PATHS) {
  Deno.test(`${path} returns the issuer's own document`, async () => {
    const response = await start().request(path);
    assert.equal(response.status, 200);
    assert.deepEqual(await response.json(), SERVER_METADATA);
  });
}

Deno.test("without an issuer's document the response is 503, with Retry-After and no-store", async () => {
  const fetchMetadata = () => Promise.reject(new Error("connect 10.0.0.7: secret reason"));
  const { request, reports } = start({ fetchMetadata });
  const response = await request("oauth-authorization-server");
  assert.equal(response.status, 503);
  assert.match(response.headers.get("Retry-After") ?? "", /^\d+$/);
  assert.equal(response.headers.get("Cache-Control"), "no-store");
  assert.equal(response.headers.get("Access-Control-Allow-Origin"), "*");
  const text = await response.text();
  assert.equal(JSON.parse(text).error, "temporarily_unavailable");
  assert.doesNotMatch(text, /secret reason/);
  assert.match(String(reports[0]), /secret reason/);
});

Deno.test("the proof for OpenAI is plain text, exactly as configured", async () => {
  const response = await start().request("openai-apps-challenge");
  assert.equal(response.status, 200);
  assert.match(response.headers.get("Content-Type") ?? "", /^text\/plain/);
  assert.equal(await response.text(), "proof-1");
});

Deno.test("without a configured proof its address is 404", async () => {
  const response = await start({ challenge: undefined }).request("openai-apps-challenge");
  assert.equal(response.status, 404);
  assert.deepEqual(await response.json(), { error: "not_found" });
});

Deno.test("the documentation is plain text", async () => {
  const response = await start().request("documentation");
  assert.match(response.headers.get("Content-Type") ?? "", /^text\/plain/);
  assert.equal(await response.text(), "# Artifacts\n");
});

for (const path of PATHS) {
  Deno.test(`${path} is cacheable for minutes, by anyone, and readable by any page`, async () => {
    const response = await start().request(path, { headers: { Origin: "https://a.example" } });
    assert.equal(response.headers.get("Cache-Control"), "public, max-age=300");
    assert.equal(response.headers.get("Access-Control-Allow-Origin"), "*");
    assert.equal(response.headers.get("Access-Control-Allow-Credentials"), null);
    assert.equal(response.headers.get("Set-Cookie"), null);
    await response.body?.cancel();
  });

  Deno.test(`HEAD ${path} → GET's response without a body`, async () => {
    const response = await start().request(path, { method: "HEAD" });
    assert.equal(response.status, 200);
    assert.equal(response.headers.get("Cache-Control"), "public, max-age=300");
    assert.equal(await response.text(), "");
  });
}

Deno.test("each request has an id, a time and one line of log, without the client's text", async () => {
  const { request, lines } = start({
    fetchMetadata: () => Promise.reject(new Error("down")),
  });
  const given = "0123456789abcdef";
  const requests: [path: string, init: RequestInit, method: string, status: number][] = [
    ["oauth-protected-resource/mcp", {}, "oauth-protected-resource", 200],
    ["oauth-authorization-server", {}, "oauth-authorization-server", 503],
    ["documentation?token=secret", { method: "HEAD" }, "documentation", 200],
    ["secret", { method: "POST", body: "secret" }, "nothing here", 405],
    ["secret", { headers: { "X-Request-Id": "a secret" } }, "nothing here", 404],
    ["secret", { headers: { "X-Request-Id": given } }, "nothing here", 404],
  ];
  for (const [path, init, method, status] of requests) {
    const response = await request(path, init);
    await response.body?.cancel();
    const { ms, ...line } = lines.pop() ?? assert.fail();
    const request_id = response.headers.get("X-Request-Id");
    assert.deepEqual(line, { level: "info", request_id, method, status });
    assert.equal(response.headers.get("Server-Timing"), `total;dur=${ms}`);
    assert.equal(response.headers.get("X-Content-Type-Options"), "nosniff");
  }
  const response = await request("documentation", { headers: { "X-Request-Id": given } });
  await response.body?.cancel();
  assert.equal(response.headers.get("X-Request-Id"), given);
  assert.ok(!JSON.stringify(lines).includes("secret"));
});

Deno.test("documents far larger than their requests have a budget each", async () => {
  const documentation = "x".repeat(100_000);
  const { request } = start({ documentation });
  let answered = 0;
  let response = await request("documentation");
  for (; response.status === 200 && answered < 1_000; answered++) {
    assert.equal((await response.text()).length, documentation.length);
    response = await request("documentation");
  }
  assert.equal(response.status, 429);
  // 32 MiB at once, and 2 MiB/s while they are being read.
  assert.ok(answered > 320 && answered < 600, `${answered} answers`);
  assert.match(response.headers.get("Retry-After") ?? "", /^[1-9]$/);
  assert.equal(response.headers.get("Cache-Control"), "no-store");
  assert.equal(response.headers.get("Access-Control-Allow-Origin"), "*");
  assert.match((await response.json()).message, /Try again in/);
  for (const path of [...RESOURCE_PATHS, ...ISSUER_PATHS, "openai-apps-challenge"]) {
    assert.equal((await request(path)).status, 200, path);
  }
});

Deno.test("a real client's request is large enough for a metadata document, with any budget", async () => {
  const { request } = start({ documentation: "x".repeat(2_000) });
  // As Node sends them.
  const headers = {
    "Accept": "*/*",
    "Accept-Language": "*",
    "Sec-Fetch-Mode": "cors",
    "User-Agent": "node",
    "Accept-Encoding": "gzip, deflate",
    "MCP-Protocol-Version": "2025-11-25",
  };
  for (let sent = 0; sent < 30_000; sent++) {
    const response = await request("documentation", { headers });
    await response.body?.cancel();
    assert.equal(response.status, 200);
  }
});

Deno.test("long headers, which HTTP/2 sends once, do not make a request large", async () => {
  const { request } = start({ documentation: "x".repeat(40_000) });
  const headers = { "User-Agent": "x".repeat(2_000) };
  const statuses = new Set<number>();
  for (let sent = 0; sent < 1_500; sent++) {
    const response = await request("documentation", { headers });
    await response.body?.cancel();
    statuses.add(response.status);
  }
  assert.deepEqual([...statuses], [200, 429]);
});
