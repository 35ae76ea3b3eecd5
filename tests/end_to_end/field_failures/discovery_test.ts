// Clients that never got to sign-in because they did not find, or could not read, the OAuth metadata.

import assert from "node:assert/strict";
// @ts-types="@modelcontextprotocol/sdk/client/auth"
import { auth } from "@modelcontextprotocol/sdk/client/auth.js";
import { LocalOAuthClient } from "../../local/oauth_client.ts";
import { bearer, onStack, type Wire } from "../on_stack.ts";
import { list } from "./requests.ts";

const WELL_KNOWN = "/functions/v1/well-known";
const OF_THE_RESOURCE = [
  `${WELL_KNOWN}/oauth-protected-resource/mcp`,
  `${WELL_KNOWN}/oauth-protected-resource`,
];
const OF_THE_ISSUER = `${WELL_KNOWN}/oauth-authorization-server`;
const DOCUMENTS = [...OF_THE_RESOURCE, OF_THE_ISSUER, `${OF_THE_ISSUER}/mcp`];

async function challengedMetadataUrl({ post }: Wire): Promise<URL> {
  const challenge = (await post(list)).headers.get("WWW-Authenticate") ?? "";
  return new URL(/resource_metadata="([^"]+)"/.exec(challenge)?.[1] ?? assert.fail(challenge));
}

async function issuersOwnDocument({ stack }: Wire) {
  return await (await fetch(`${stack.clerk.issuer}/.well-known/oauth-authorization-server`)).json();
}

onStack("discovery", { environment: { OPENAI_APPS_CHALLENGE: "proof" } }, {
  // anthropics/claude-ai-mcp#199
  "metadata at the wrong path: the address in the challenge is where the document is": async (
    wire,
  ) => {
    const url = await challengedMetadataUrl(wire);
    assert.equal(url.href, wire.stack.origin + OF_THE_RESOURCE[0]);
    const response = await wire.send(url.pathname);
    assert.equal(response.status, 200);
    const { resource, authorization_servers } = await response.json();
    assert.equal(resource, wire.stack.mcpUrl);
    assert.deepEqual(authorization_servers, [wire.stack.clerk.issuer]);
  },

  // anthropics/claude-ai-mcp#199
  "metadata differs from address to address: one document, with and without the path": async (
    { send },
  ) => {
    const [first, second] = await Promise.all(
      OF_THE_RESOURCE.map(async (path) => await (await send(path)).text()),
    );
    assert.equal(first, second);
  },

  // anthropics/claude-ai-mcp#457
  "metadata requires sign-in: it is public, even for requests with a bad token": async (
    { send },
  ) => {
    for (const path of [...DOCUMENTS, `${WELL_KNOWN}/openai-apps-challenge`]) {
      for (const headers of [{}, bearer("garbage"), { Authorization: "Basic eDp5" }]) {
        assert.equal((await send(path, { headers })).status, 200, path);
        const preflight = await send(path, { method: "OPTIONS", headers });
        assert.equal(preflight.status, 204, path);
        assert.equal(preflight.headers.get("Access-Control-Allow-Origin"), "*", path);
      }
    }
  },

  "metadata in a form that clients do not parse: application/json for every Accept header": async (
    { send },
  ) => {
    for (const path of DOCUMENTS) {
      for (const Accept of ["application/json", "*/*", "text/html", "text/event-stream"]) {
        const response = await send(path, {
          headers: { Accept, "MCP-Protocol-Version": "2026-07-28" },
        });
        assert.equal(response.status, 200, path);
        assert.match(response.headers.get("Content-Type") ?? "", /^application\/json\b/);
        assert.equal(typeof await response.json(), "object");
      }
    }
  },

  // adcontextprotocol/adcp#1081
  "no S256, no registration, no metadata clients: the copy says all that the issuer says but for scopes":
    async (
      wire,
    ) => {
      const copy = await (await wire.send(OF_THE_ISSUER)).json();
      const scopes_supported = ["profile", "offline_access"];
      assert.deepEqual(copy, { ...await issuersOwnDocument(wire), scopes_supported });
      assert.equal(copy.issuer, wire.stack.clerk.issuer);
      assert.ok(copy.code_challenge_methods_supported.includes("S256"));
      assert.ok(copy.token_endpoint_auth_methods_supported.includes("none"));
      assert.equal(new URL(copy.registration_endpoint).origin, copy.issuer);
      assert.equal(copy.client_id_metadata_document_supported, true);
    },

  "iss is promised and does not come: the callback carries the issuer of the copy": async (
    wire,
  ) => {
    const client = new LocalOAuthClient("Alice");
    const resourceMetadataUrl = await challengedMetadataUrl(wire);
    await auth(client, { serverUrl: wire.stack.mcpUrl, resourceMetadataUrl });
    const copy = await (await wire.send(OF_THE_ISSUER)).json();
    assert.equal(copy.authorization_response_iss_parameter_supported, true);
    assert.equal(client.callback.get("iss"), copy.issuer);
  },

  "a client requests an unregistered scope: metadata and challenge name the same scopes": async (
    { send, post },
  ) => {
    const { scopes_supported } = await (await send(OF_THE_RESOURCE[0] ?? "")).json();
    const challenge = (await post(list)).headers.get("WWW-Authenticate") ?? "";
    assert.deepEqual(/ scope="([^"]+)"/.exec(challenge)?.[1]?.split(" "), scopes_supported);
    assert.deepEqual(scopes_supported, ["profile", "offline_access"]);
  },
});
