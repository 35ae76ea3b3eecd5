// Clients that gave up because the advertised resource differed from the URL that the user typed: only an
// origin, a trailing slash, an internal address, or http behind a proxy that ends TLS.

import assert from "node:assert/strict";
import { obtainTokens } from "../../local/authorize.ts";
import { bearer, onStack } from "../on_stack.ts";
import { list } from "./requests.ts";
import { advertised, LIES } from "./advertised.ts";

const PUBLIC = "https://mcp.example.com";
const TYPED = `${PUBLIC}/functions/v1/mcp`;
const METADATA = `${PUBLIC}/functions/v1/well-known/oauth-protected-resource/mcp`;

onStack("the resource, behind a proxy that ends TLS", { publicUrl: PUBLIC }, {
  // chmonitor/chmonitor#1388 (origin), modelcontextprotocol/typescript-sdk#1968 (slash)
  "resource is the origin only, or has a slash: it is what people type": async (wire) => {
    const { metadata, short } = await advertised(wire);
    assert.equal(JSON.parse(metadata).resource, TYPED);
    assert.ok(metadata.includes(`"resource":"${TYPED}",`), "in these bytes, escaped nowhere");
    assert.equal(JSON.parse(short).resource, TYPED);
  },

  // Mnexa-AI/e2a#635
  "an internal address or http leaks: neither the request's own nor SUPABASE_URL is advertised":
    async (
      wire,
    ) => {
      const everything = Object.values(await advertised(wire)).join("\n");
      const clerk = wire.stack.clerk.issuer;
      assert.doesNotMatch(
        everything.replaceAll(clerk, ""),
        /127\.0\.0\.1|localhost|kong|8000|8081|http:/,
      );
    },

  "the challenge says http, or another host than the metadata: both say https": async (wire) => {
    const { header, inBand } = await advertised(wire);
    assert.ok(header?.includes(`resource_metadata="${METADATA}"`), header ?? "no challenge");
    const [challenge] = JSON.parse(inBand).result._meta["mcp/www_authenticate"];
    assert.ok(challenge.includes(`resource_metadata="${METADATA}"`), challenge);
  },

  "a hostile Host or X-Forwarded-Host moves the metadata elsewhere: no header does": async (
    wire,
  ) => {
    const honest = await advertised(wire);
    for (const [name, value] of Object.entries(LIES)) {
      assert.deepEqual(await advertised(wire, { [name]: value }), honest, name);
    }
    assert.deepEqual(await advertised(wire, LIES), honest, "all at once");
  },

  "the audience is compared with the request's address: a token for the typed URL is accepted":
    async (wire) => {
      const send = (url: string | URL, init?: RequestInit) =>
        fetch(new URL(url).href.replace(PUBLIC, wire.stack.origin), init);
      const { access_token } = await obtainTokens(TYPED, "Alice", { send });
      assert.equal((await wire.post(list, bearer(access_token))).status, 200);
      const internal = { resource: new URL(wire.stack.mcpUrl), send };
      const { access_token: wrong } = await obtainTokens(TYPED, "Alice", internal);
      assert.equal((await wire.post(list, bearer(wrong))).status, 401);
    },
});
