// The headers that functions get under the CLI and on a hosted project.

import assert from "node:assert/strict";
import { forwardedHeaders, hostedHeaders } from "./forwarded_request.ts";

const HOST = "abcdefghijklmnopqrst.supabase.co";
const forwarded = (headers: Headers) =>
  Object.fromEntries([...headers].filter(([name]) => /^(host|x-)/.test(name)));
const sent = (headers: Record<string, string> = {}) =>
  new Headers({ host: HOST, connection: "close", ...headers });

Deno.test("hostedHeaders() sets https, the project's host, and port 443 or none", () => {
  const seen = {
    "host": HOST,
    "x-forwarded-for": "203.0.113.7",
    "x-forwarded-host": HOST,
    "x-forwarded-proto": "https",
  };
  assert.deepEqual(forwarded(hostedHeaders(sent(), { host: HOST })), seen);
  const withPort = hostedHeaders(sent(), { host: HOST, forwardedPort: "443" });
  assert.deepEqual(forwarded(withPort), { ...seen, "x-forwarded-port": "443" });
});

Deno.test("hostedHeaders() passes a client's forwarding headers, except Host", () => {
  const lies = {
    "x-forwarded-for": "6.6.6.6",
    "x-forwarded-host": "evil.example",
    "x-forwarded-port": "6666",
    "x-forwarded-prefix": "/evil",
    "x-forwarded-proto": "gopher",
  };
  const headers = sent({ ...lies, host: "evil.example" });
  const seen = forwarded(hostedHeaders(headers, { host: HOST, forwardedPort: "443" }));
  assert.deepEqual(seen, { ...lies, host: HOST });
});

Deno.test("hop-by-hop headers are not forwarded", () => {
  const headers = sent({ "te": "trailers", "authorization": "Bearer t" });
  const url = new URL("http://127.0.0.1:54321/functions/v1/mcp");
  const both = [hostedHeaders(headers, { host: HOST }), forwardedHeaders(headers, url, 54321)];
  for (const passed of both) {
    assert.deepEqual([passed.has("connection"), passed.has("te")], [false, false]);
    assert.equal(passed.get("authorization"), "Bearer t");
  }
});
