// What function well-known does not serve, and preflights: everything in JSON, readable by pages.

import assert from "node:assert/strict";
import { createApp } from "../../supabase/functions/well-known/app.ts";

const reports: unknown[] = [];
const app = createApp({
  config: {
    resource: "https://project.supabase.co/functions/v1/mcp",
    issuer: "https://clerk.example.com",
    offlineAccess: true,
  },
  scopes: ["profile"],
  fetchMetadata: () => Promise.resolve({}),
  challenge: undefined,
  documentation: "",
  logError: (_requestId, error) => void reports.push(error),
  logRequest: () => {},
});

const MISSING = [
  "/",
  "/well-known",
  "/well-known/",
  "/well-known/nothing",
  "/well-known/oauth-protected-resource/",
  "/well-known/oauth-protected-resource/other",
  "/well-known/OAuth-Protected-Resource",
  "/well-known/openid-configuration/other",
  "/well-known/openai-apps-challenge",
  "/well-known/%2e%2e/mcp",
  "/oauth-protected-resource",
];
for (const path of MISSING) {
  Deno.test(`GET ${path} → 404 in JSON, not cacheable`, async () => {
    const response = await app.request(path);
    assert.equal(response.status, 404);
    assert.deepEqual(await response.json(), { error: "not_found" });
    assert.equal(response.headers.get("Access-Control-Allow-Origin"), "*");
    assert.equal(response.headers.get("Cache-Control"), null);
  });
}

for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
  Deno.test(`${method} → 405 in JSON, with the allowed methods`, async () => {
    for (
      const path of ["oauth-protected-resource", "oauth-authorization-server", "documentation"]
    ) {
      const response = await app.request(`/well-known/${path}`, { method });
      assert.equal(response.status, 405);
      assert.deepEqual(await response.json(), { error: "method_not_allowed" });
      assert.equal(response.headers.get("Allow"), "GET, HEAD, OPTIONS");
      assert.equal(response.headers.get("Access-Control-Allow-Origin"), "*");
    }
  });
}

Deno.test("a preflight is answered for the headers of MCP clients' metadata requests", async () => {
  for (const path of ["oauth-protected-resource/mcp", "oauth-authorization-server", "nothing"]) {
    const response = await app.request(`/well-known/${path}`, {
      method: "OPTIONS",
      headers: {
        "Origin": "https://a.example",
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "mcp-protocol-version",
      },
    });
    assert.equal(response.status, 204);
    assert.equal(await response.text(), "");
    assert.equal(response.headers.get("Access-Control-Allow-Origin"), "*");
    assert.match(response.headers.get("Access-Control-Allow-Methods") ?? "", /\bGET\b/);
    const allowed = (response.headers.get("Access-Control-Allow-Headers") ?? "").toLowerCase();
    for (const header of ["mcp-protocol-version", "content-type", "accept", "authorization"]) {
      assert.ok(allowed.split(/,\s*/).includes(header), `${header} not in ${allowed}`);
    }
  }
});

Deno.test("none of these requests is reported to the operator", () => {
  assert.deepEqual(reports, []);
});
