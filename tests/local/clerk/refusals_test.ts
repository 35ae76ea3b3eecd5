// Requests that the instance refuses, and features that its options disable.
import assert from "node:assert/strict";
import { signIn } from "../sign_in.ts";
import {
  begin,
  type Client,
  discover,
  obtainTokens,
  register,
  RESOURCE,
  type Wish,
  withClerk,
} from "./oauth_client.ts";

/** The redirect of an authorization that may end in an error. */
async function redirectOf(client: Client, wish?: Wish, change?: (url: URL) => void): Promise<URL> {
  const { authorizationUrl } = await begin(client, wish);
  change?.(authorizationUrl);
  return await signIn(authorizationUrl, "Alice");
}

function assertRefused(redirect: URL, error: string): void {
  assert.equal(redirect.searchParams.get("error"), error);
  assert.equal(redirect.searchParams.get("code"), null);
}

Deno.test("denied consent → access_denied", () =>
  withClerk({}, async (clerk) => {
    const { authorizationUrl } = await begin(await register(clerk));
    assertRefused(await signIn(authorizationUrl, "Alice", { deny: true }), "access_denied");
  }));

Deno.test("an authorization without PKCE is refused", () =>
  withClerk({}, async (clerk) => {
    const redirect = await redirectOf(await register(clerk), undefined, ({ searchParams }) => {
      searchParams.delete("code_challenge");
      searchParams.delete("code_challenge_method");
    });
    assertRefused(redirect, "invalid_request");
  }));

Deno.test("a confidential client needs PKCE, too", () =>
  withClerk({}, async (clerk) => {
    const client = await register(clerk, { token_endpoint_auth_method: "client_secret_post" });
    const redirect = await redirectOf(client, undefined, ({ searchParams }) => {
      searchParams.delete("code_challenge");
      searchParams.delete("code_challenge_method");
    });
    assertRefused(redirect, "invalid_request");
  }));

Deno.test("the plain challenge method is refused", () =>
  withClerk({}, async (clerk) => {
    const plain = ({ searchParams }: URL) => searchParams.set("code_challenge_method", "plain");
    assertRefused(await redirectOf(await register(clerk), undefined, plain), "invalid_request");
  }));

Deno.test("an unknown scope → invalid_scope", () =>
  withClerk({}, async (clerk) => {
    const client = await register(clerk);
    const scope = "profile artifacts:read";
    assertRefused(await redirectOf(client, { scope }), "invalid_scope");
    assertRefused(await redirectOf(client, { scope, resource: RESOURCE }), "invalid_scope");
  }));

Deno.test("a scope that the client did not register → invalid_scope", () =>
  withClerk({ defaultScopes: "email offline_access profile" }, async (clerk) => {
    const client = await register(clerk);
    assertRefused(await redirectOf(client, { scope: "openid profile" }), "invalid_scope");
    const named = await register(clerk, { scope: "openid profile" });
    assert.ok((await obtainTokens(named, "Alice", { scope: "openid profile" })).access_token);
  }));

Deno.test("an unregistered redirect URI → an error page, no redirect", () =>
  withClerk({}, async (clerk) => {
    const elsewhere = ({ searchParams }: URL) =>
      searchParams.set("redirect_uri", "https://evil.example.com/");
    const redirect = redirectOf(await register(clerk), undefined, elsewhere);
    await assert.rejects(redirect, /invalid_redirect_uri/);
  }));

Deno.test("an unknown client → an error page", () =>
  withClerk({}, async (clerk) => {
    const unknown = ({ searchParams }: URL) => searchParams.set("client_id", "unknown");
    const redirect = redirectOf(await register(clerk), undefined, unknown);
    await assert.rejects(redirect, /invalid_client/);
  }));

Deno.test("dynamicRegistration: false → not advertised, and 422", () =>
  withClerk({ dynamicRegistration: false }, async ({ issuer }) => {
    assert.equal((await discover(issuer)).registration_endpoint, undefined);
    const response = await fetch(`${issuer}/oauth/register`, { method: "POST", body: "{}" });
    assert.equal(response.status, 422);
    await response.body?.cancel();
  }));

Deno.test("no client ID metadata documents → not advertised", () =>
  withClerk({ clientIdMetadataDocuments: {} }, async ({ issuer }) => {
    const metadata = await discover(issuer);
    assert.equal(metadata.client_id_metadata_document_supported, undefined);
  }));
