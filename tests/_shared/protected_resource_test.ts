// The RFC 9728 document, its addresses, and the challenges that lead there.

import assert from "node:assert/strict";
import {
  advertisedScopes,
  bearerChallenge,
  documentationUrl,
  metadataUrl,
  protectedResourceMetadata,
} from "../../supabase/functions/_shared/protected_resource.ts";

const RESOURCE = "https://project.supabase.co/functions/v1/mcp";
const METADATA = "https://project.supabase.co/functions/v1/well-known/oauth-protected-resource/mcp";

Deno.test("the document has RFC 9728's members, with the resource byte for byte", () => {
  const config = { resource: RESOURCE, issuer: "https://clerk.example.com", offlineAccess: true };
  assert.deepEqual(protectedResourceMetadata(config, ["profile"]), {
    resource: RESOURCE,
    authorization_servers: ["https://clerk.example.com"],
    scopes_supported: ["profile", "offline_access"],
    bearer_methods_supported: ["header"],
    resource_name: "Artifacts",
    resource_documentation: "https://project.supabase.co/functions/v1/well-known/documentation",
  });
});

Deno.test("offline_access is advertised unless it is switched off, and nothing else changes", () => {
  assert.deepEqual(advertisedScopes(["profile"], { offlineAccess: true }), [
    "profile",
    "offline_access",
  ]);
  assert.deepEqual(advertisedScopes(["profile"], { offlineAccess: false }), ["profile"]);
});

const ADDRESSES: [resource: string, folder: string][] = [
  [RESOURCE, "https://project.supabase.co/functions/v1/well-known"],
  ["http://127.0.0.1:54321/functions/v1/mcp", "http://127.0.0.1:54321/functions/v1/well-known"],
  ["https://mcp.example.com/functions/v1/mcp", "https://mcp.example.com/functions/v1/well-known"],
  ["https://mcp.example.com/mcp", "https://mcp.example.com/well-known"],
];
for (const [resource, folder] of ADDRESSES) {
  Deno.test(`the metadata of ${resource} is served by the function beside it`, () => {
    assert.equal(metadataUrl(resource), `${folder}/oauth-protected-resource/mcp`);
    assert.equal(documentationUrl(resource), `${folder}/documentation`);
  });
}

Deno.test("a challenge without error has only realm, metadata and scope", () => {
  assert.equal(
    bearerChallenge({ resource_metadata: METADATA, scope: "profile email" }),
    `Bearer realm="Artifacts", resource_metadata="${METADATA}", scope="profile email"`,
  );
});

Deno.test("a challenge with error names it right behind the realm", () => {
  const challenge = bearerChallenge({
    error: "invalid_token",
    error_description: "The access token expired",
    resource_metadata: METADATA,
    scope: "profile",
  });
  assert.equal(
    challenge,
    'Bearer realm="Artifacts", error="invalid_token", ' +
      'error_description="The access token expired", ' +
      `resource_metadata="${METADATA}", scope="profile"`,
  );
});

Deno.test("absent and empty parameters are left out", () => {
  const challenge = bearerChallenge({ error: undefined, resource_metadata: METADATA, scope: "" });
  assert.equal(challenge, `Bearer realm="Artifacts", resource_metadata="${METADATA}"`);
});

Deno.test("no value can end its quotes, break the line or leave ASCII", () => {
  const hostile = 'a"b\\c\r\nX-Injected: 1\u0000é😀';
  const challenge = bearerChallenge({ error_description: hostile, resource_metadata: METADATA });
  assert.ok(
    challenge.includes(
      'error_description="a%22b%5Cc%0D%0AX-Injected: 1%00%C3%A9%F0%9F%98%80", resource_metadata=',
    ),
    challenge,
  );
  // Throws for any character that a header may not hold.
  assert.equal(new Headers({ "WWW-Authenticate": challenge }).get("WWW-Authenticate"), challenge);
});
