// The OAuth flow of MCP clients: discovery, registration, PKCE, refresh, refusals.
import assert from "node:assert/strict";
import { decodeJwt } from "jose";
// @ts-types="@modelcontextprotocol/sdk/client/auth"
import { refreshAuthorization } from "@modelcontextprotocol/sdk/client/auth.js";
import { signIn } from "../sign_in.ts";
import { userIdOf } from "./people.ts";
import {
  begin,
  type Client,
  discover,
  obtainTokens,
  redeem,
  REDIRECT_URI,
  register,
  RESOURCE,
  withClerk,
} from "./oauth_client.ts";

Deno.test("the SDK's client registers, signs in with PKCE and redeems the code", () =>
  withClerk({}, async (clerk) => {
    const client = await register(clerk);
    assert.match(client.clientInformation.client_id, /^[0-9A-Za-z]{16}$/);
    const tokens = await obtainTokens(client, "Alice");
    assert.equal(tokens.token_type, "bearer");
    assert.equal(tokens.expires_in, 86_400);
    assert.equal(tokens.scope, "openid profile email offline_access");
    const identity = decodeJwt(tokens.id_token ?? "");
    assert.equal(identity.name, "Alice");
    assert.equal(identity.email, "alice@example.com");
  }));

Deno.test("a confidential client gets a secret of 32 characters and authenticates with it", () =>
  withClerk({}, async (clerk) => {
    const client = await register(clerk, { token_endpoint_auth_method: "client_secret_basic" });
    assert.match(client.clientInformation.client_secret ?? "", /^[0-9A-Za-z]{32}$/);
    assert.ok((await obtainTokens(client, "Alice")).access_token);
    const clientInformation = { ...client.clientInformation, client_secret: "wrong" };
    await assert.rejects(obtainTokens({ ...client, clientInformation }, "Alice"), {
      name: "InvalidClientError",
    });
  }));

Deno.test("the metadata is Clerk's and every URL in it starts with the issuer", () =>
  withClerk({}, async ({ issuer }) => {
    const metadata = await discover(issuer);
    assert.equal(metadata.issuer, issuer);
    assert.equal(metadata.authorization_endpoint, `${issuer}/oauth/authorize`);
    assert.equal(metadata.token_endpoint, `${issuer}/oauth/token`);
    assert.equal(metadata.registration_endpoint, `${issuer}/oauth/register`);
    assert.equal(Reflect.get(metadata, "revocation_endpoint"), `${issuer}/oauth/token/revoke`);
    assert.deepEqual(metadata.code_challenge_methods_supported, ["S256"]);
    assert.equal(metadata.client_id_metadata_document_supported, true);
  }));

Deno.test("a refresh rotates the refresh token and keeps audience, scope and subject", () =>
  withClerk({}, async (clerk) => {
    const client = await register(clerk, { token_endpoint_auth_method: "client_secret_post" });
    const first = await obtainTokens(client, "Alice");
    const second = await refresh(client, first.refresh_token);
    assert.notEqual(second.refresh_token, first.refresh_token);
    const [before, after] = [decodeJwt(first.access_token), decodeJwt(second.access_token)];
    assert.deepEqual(after.aud, [RESOURCE]);
    assert.equal(after.scope, before.scope);
    assert.equal(after.sub, before.sub);
    assert.notEqual(after.jti, before.jti);
  }));

Deno.test("announcedTtl sets expires_in independent of the token's lifetime", () =>
  withClerk({ accessTokenTtl: 60, announcedTtl: 600 }, async (clerk) => {
    const { access_token, expires_in } = await obtainTokens(await register(clerk), "Alice");
    const { exp = 0, iat = 0 } = decodeJwt(access_token);
    assert.equal(expires_in, 600);
    assert.ok(exp - iat <= 61, `${exp - iat} s`);
  }));

Deno.test("a refresh for another resource is an invalid target", () =>
  withClerk({}, async (clerk) => {
    const client = await register(clerk);
    const { refresh_token } = await obtainTokens(client, "Alice");
    const refreshed = refresh(client, refresh_token, "https://other.example.com/mcp");
    await assert.rejects(refreshed, { name: "InvalidTargetError" });
  }));

Deno.test("without offline_access there is no refresh token", () =>
  withClerk({}, async (clerk) => {
    const tokens = await obtainTokens(await register(clerk), "Alice", { scope: "openid profile" });
    assert.equal(tokens.refresh_token, undefined);
    assert.equal(tokens.scope, "openid profile");
  }));

Deno.test("a code with another verifier is rejected", () =>
  withClerk({}, async (clerk) => {
    const client = await register(clerk);
    const redirect = await signIn((await begin(client)).authorizationUrl, "Alice");
    await assert.rejects(redeem(client, redirect, "x".repeat(43)), { name: "InvalidGrantError" });
  }));

Deno.test("a second redemption of a code fails and revokes the tokens of the first", () =>
  withClerk({}, async (clerk) => {
    const client = await register(clerk);
    const { authorizationUrl, codeVerifier } = await begin(client);
    const redirect = await signIn(authorizationUrl, "Alice");
    const { refresh_token } = await redeem(client, redirect, codeVerifier);
    await assert.rejects(redeem(client, redirect, codeVerifier), { name: "InvalidGrantError" });
    await assert.rejects(refresh(client, refresh_token), { name: "InvalidGrantError" });
  }));

Deno.test("the callback names the issuer and returns the state", () =>
  withClerk({}, async (clerk) => {
    const { authorizationUrl } = await begin(await register(clerk));
    authorizationUrl.searchParams.set("state", "a b&c");
    const { searchParams, href } = await signIn(authorizationUrl, "Alice");
    assert.ok(href.startsWith(`${REDIRECT_URI}?`));
    assert.equal(searchParams.get("iss"), clerk.issuer);
    assert.equal(searchParams.get("state"), "a b&c");
  }));

Deno.test("each name is one subject, on the same client", () =>
  withClerk({}, async (clerk) => {
    const client = await register(clerk);
    const subjects: unknown[] = [];
    for (const name of ["Alice", "Bob", " alice"]) {
      subjects.push(decodeJwt((await obtainTokens(client, name)).access_token).sub);
    }
    assert.deepEqual(subjects, ["Alice", "Bob", "Alice"].map(userIdOf));
  }));

Deno.test("CORS allows browsers to call everything except the pages", () =>
  withClerk({}, async ({ issuer }) => {
    const ask = async (path: string, method: string) => {
      const headers = { origin: "http://localhost:6274", "access-control-request-method": "POST" };
      const response = await fetch(issuer + path, { method, headers });
      await response.body?.cancel();
      return [response.status, response.headers.get("access-control-allow-origin")];
    };
    assert.deepEqual(await ask("/oauth/token", "OPTIONS"), [204, "*"]);
    assert.deepEqual(await ask("/oauth/register", "OPTIONS"), [204, "*"]);
    assert.deepEqual(await ask("/oauth/token", "POST"), [400, "*"]);
    assert.deepEqual(await ask("/.well-known/oauth-authorization-server", "GET"), [200, "*"]);
    assert.deepEqual(await ask("/oauth/authorize", "GET"), [400, null]);
  }));

function refresh(client: Client, refreshToken = "", resource?: string) {
  const { issuer, ...known } = client;
  return refreshAuthorization(issuer, { ...known, refreshToken, ...(resource && { resource }) });
}
