// The Backend API with Clerk's unmodified SDK: opaque tokens, revocation, the JWKS.
import assert from "node:assert/strict";
import { createClerkClient } from "@clerk/backend";
import type { Clerk } from "./mod.ts";
import { type Client, obtainTokens, register, RESOURCE, withClerk } from "./oauth_client.ts";

const OPAQUE = { accessTokens: "opaque" } as const;

function verify({ secretKey, apiUrl }: Clerk, token: string) {
  const client = createClerkClient({ secretKey, apiUrl, telemetry: { disabled: true } });
  return client.idPOAuthAccessToken.verify(token);
}

async function revoke(client: Client, token: string): Promise<number> {
  const { client_id } = client.clientInformation;
  const body = new URLSearchParams({ token, client_id });
  const response = await fetch(`${client.issuer}/oauth/token/revoke`, { method: "POST", body });
  await response.body?.cancel();
  return response.status;
}

Deno.test("Clerk's SDK reads user, client and scopes of an opaque token", () =>
  withClerk(OPAQUE, async (clerk) => {
    const client = await register(clerk);
    const { access_token } = await obtainTokens(client, "Alice");
    assert.match(access_token, /^oat_[0-9A-Za-z]{32}$/);
    const token = await verify(clerk, access_token);
    assert.match(token.id, /^oat_[0-9a-f]{32}$/);
    assert.match(token.subject, /^user_/);
    assert.equal(token.clientId, client.clientInformation.client_id);
    assert.deepEqual(token.scopes, ["openid", "profile", "email", "offline_access"]);
    assert.deepEqual([token.revoked, token.expired], [false, false]);
    assert.ok(Math.abs((token.expiration ?? 0) - Date.now() / 1000 - 86_400) < 10);
    assert.deepEqual(Reflect.get(token, "aud"), [RESOURCE]);
  }));

Deno.test("audienceClaim: false → an opaque token without aud", () =>
  withClerk({ ...OPAQUE, audienceClaim: false }, async (clerk) => {
    const { access_token } = await obtainTokens(await register(clerk), "Alice");
    assert.equal(Reflect.get(await verify(clerk, access_token), "aud"), undefined);
  }));

Deno.test("only its own client can revoke an opaque token", () =>
  withClerk(OPAQUE, async (clerk) => {
    const [client, other] = [await register(clerk), await register(clerk)];
    const { access_token } = await obtainTokens(client, "Alice");
    assert.equal(await revoke(other, access_token), 200);
    assert.equal((await verify(clerk, access_token)).revoked, false);
    assert.equal(await revoke(client, access_token), 200);
    assert.equal((await verify(clerk, access_token)).revoked, true);
  }));

Deno.test("revoking a refresh token revokes the access tokens of its grant", () =>
  withClerk(OPAQUE, async (clerk) => {
    const client = await register(clerk);
    const [first, second] = [
      await obtainTokens(client, "Alice"),
      await obtainTokens(client, "Alice"),
    ];
    await revoke(client, first.refresh_token ?? "");
    assert.equal((await verify(clerk, first.access_token)).revoked, true);
    assert.equal((await verify(clerk, second.access_token)).revoked, false);
  }));

Deno.test("an opaque token after its lifetime is expired", () =>
  withClerk({ ...OPAQUE, accessTokenTtl: 1 }, async (clerk) => {
    const { access_token } = await obtainTokens(await register(clerk), "Alice");
    await new Promise((resolve) => setTimeout(resolve, 1100));
    assert.equal((await verify(clerk, access_token)).expired, true);
  }));

Deno.test("an unknown opaque token → 404; a wrong secret key → 401", () =>
  withClerk(OPAQUE, async (clerk) => {
    await assert.rejects(verify(clerk, "oat_unknown"), { status: 404 });
    const { access_token } = await obtainTokens(await register(clerk), "Alice");
    await assert.rejects(verify({ ...clerk, secretKey: "sk_test_x" }, access_token), {
      status: 401,
    });
  }));

Deno.test("the JWKS is public at the issuer and needs the secret key at the Backend API", () =>
  withClerk({}, async ({ issuer, apiUrl, secretKey }) => {
    const read = async (url: string, headers = {}) => {
      const response = await fetch(url, { headers });
      return { status: response.status, body: await response.json() };
    };
    const open = await read(`${issuer}/.well-known/jwks.json`);
    const authorization = `Bearer ${secretKey}`;
    const own = await read(`${apiUrl}/v1/jwks`, { authorization });
    assert.deepEqual(own.body, open.body);
    assert.deepEqual(Object.keys(own.body.keys[0]).sort(), ["alg", "e", "kid", "kty", "n", "use"]);
    const refused = await read(`${apiUrl}/v1/jwks`);
    assert.equal(refused.status, 401);
    assert.equal(refused.body.errors[0].code, "clerk_key_invalid");
  }));
