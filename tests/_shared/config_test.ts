// Who we are and who issues tokens for us, from the environment.

import assert from "node:assert/strict";
import {
  parsePublicUrl,
  parseUrl,
  type PublicConfig,
  readPublicConfig,
} from "../../supabase/functions/_shared/config.ts";
import { Environment } from "../../supabase/functions/_shared/environment.ts";

const HOSTED: Record<string, string> = {
  SUPABASE_URL: "https://project.supabase.co",
  CLERK_PUBLISHABLE_KEY: `pk_test_${btoa("clerk.example.com$")}`,
};
const LOCAL = "http://kong:8000";

function read(variables: Record<string, string>): PublicConfig {
  const environment = new Environment((name) => variables[name]);
  const config = readPublicConfig(environment);
  environment.check();
  return config;
}

Deno.test("on a hosted project the resource and the issuer are derived from Supabase's and Clerk's variables", () => {
  assert.deepEqual(read(HOSTED), {
    resource: "https://project.supabase.co/functions/v1/mcp",
    issuer: "https://clerk.example.com",
    offlineAccess: true,
  });
});

Deno.test("configured values win over derived ones, byte for byte", () => {
  const resource = "https://mcp.example.com/functions/v1/mcp";
  const issuer = "http://127.0.0.1:9000";
  const config = read({ ...HOSTED, MCP_RESOURCE_URL: resource, CLERK_ISSUER: issuer });
  assert.deepEqual(config, { resource, issuer, offlineAccess: true });
});

Deno.test("SUPABASE_URL is not needed once the resource is configured", () => {
  const { CLERK_PUBLISHABLE_KEY = "" } = HOSTED;
  const resource = "https://mcp.example.com/mcp";
  assert.equal(read({ CLERK_PUBLISHABLE_KEY, MCP_RESOURCE_URL: resource }).resource, resource);
});

for (const url of [LOCAL, "http://project.supabase.co", "https://kong:8000"]) {
  Deno.test(`the resource is never derived from ${url}, which no client could use`, () => {
    assert.throws(() => read({ ...HOSTED, SUPABASE_URL: url }), /MCP_RESOURCE_URL is missing/);
  });
}

for (const host of ["127.0.0.1:54321", "localhost:54321", "[::1]:54321"]) {
  const resource = `http://${host}/functions/v1/mcp`;

  Deno.test(`on a hosted project the resource ${resource} is rejected, with what to do`, () => {
    assert.throws(() => read({ ...HOSTED, MCP_RESOURCE_URL: resource }), {
      problems: [
        "MCP_RESOURCE_URL is a loopback URL, but SUPABASE_URL is public: run " +
        "`npx supabase@3.1.0 secrets unset MCP_RESOURCE_URL`, or set MCP_RESOURCE_URL to the URL that users enter",
      ],
    });
  });

  Deno.test(`on a local stack the resource ${resource} is accepted`, () => {
    for (const SUPABASE_URL of [LOCAL, "http://127.0.0.1:54321", "https://127.0.0.1:54321"]) {
      assert.equal(
        read({ ...HOSTED, SUPABASE_URL, MCP_RESOURCE_URL: resource }).resource,
        resource,
      );
    }
  });
}

Deno.test("a malformed resource is reported, not replaced by the derived one", () => {
  assert.throws(() => read({ ...HOSTED, MCP_RESOURCE_URL: "mcp.example.com" }), {
    problems: ["MCP_RESOURCE_URL must be an http(s) URL"],
  });
});

Deno.test("a malformed issuer is reported, not replaced by the publishable key's", () => {
  assert.throws(() => read({ ...HOSTED, CLERK_ISSUER: "https://clerk.example.com/" }), {
    problems: ["CLERK_ISSUER must not end with a slash"],
  });
});

const UNCHANGED = [
  "https://project.supabase.co/functions/v1/mcp",
  "https://example.com",
  "https://example.com:8443/mcp",
  "http://localhost:54321/functions/v1/mcp",
  "http://127.0.0.1:54321/mcp",
  "http://[::1]:54321/mcp",
];
for (const url of UNCHANGED) {
  Deno.test(`${url} has one spelling, so it is accepted unchanged`, () => {
    assert.equal(parsePublicUrl(url), url);
  });
}

const REFUSED: [url: string, why: RegExp][] = [
  ["example.com/mcp", /must be an http\(s\) URL/],
  ["ftp://example.com/mcp", /must be an http\(s\) URL/],
  ["javascript:alert(1)", /must be an http\(s\) URL/],
  ["http://example.com/mcp", /must be https/],
  ["http://127.0.0.1.example.com/mcp", /must be https/],
  ["http://localhost.example.com/mcp", /must be https/],
  ["https://example.com/mcp/", /slash/],
  ["https://example.com/", /slash/],
  ["https://example.com/mcp?a=1", /no query/],
  ["https://example.com/mcp#a", /no query, fragment/],
  ["https://me@example.com/mcp", /credentials/],
  ["https://Example.com/mcp", /normal form, https:\/\/example\.com\/mcp$/],
  ["HTTPS://example.com/mcp", /normal form, https:\/\/example\.com\/mcp$/],
  ["https://example.com:443/mcp", /normal form, https:\/\/example\.com\/mcp$/],
  ["https://example.com/a/../mcp", /normal form, https:\/\/example\.com\/mcp$/],
  ["https://exämple.com/mcp", /normal form, https:\/\/xn--exmple-cua\.com\/mcp$/],
];
for (const [url, why] of REFUSED) {
  Deno.test(`${url} is rejected: another party may spell it differently`, () => {
    assert.throws(() => parsePublicUrl(url), why);
  });
}

// Both parse to an empty query or fragment, which URL reports as none.
for (const url of ["https://example.com/mcp?", "https://example.com/mcp#"]) {
  Deno.test(`${url} is rejected for its empty last part`, () => {
    assert.throws(() => parsePublicUrl(url), /no query, fragment/);
  });
}

Deno.test("parseUrl() accepts any http or https URL, where no spelling is compared", () => {
  assert.equal(parseUrl(LOCAL).href, `${LOCAL}/`);
  assert.throws(() => parseUrl("kong:8000"), /must be an http\(s\) URL/);
});

Deno.test("MCP_OFFLINE_ACCESS=omit leaves offline_access out; any other word is rejected", () => {
  assert.equal(read({ ...HOSTED, MCP_OFFLINE_ACCESS: "omit" }).offlineAccess, false);
  assert.equal(read({ ...HOSTED, MCP_OFFLINE_ACCESS: "advertise" }).offlineAccess, true);
  assert.throws(() => read({ ...HOSTED, MCP_OFFLINE_ACCESS: "false" }), {
    problems: ["MCP_OFFLINE_ACCESS must be advertise or omit"],
  });
});
