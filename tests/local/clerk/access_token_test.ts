// JWT access tokens: their claims, and verification by Clerk's unmodified SDK.
import assert from "node:assert/strict";
import { verifyToken } from "@clerk/backend";
import { decodeJwt, decodeProtectedHeader } from "jose";
import { startClerk } from "./mod.ts";
import { obtainTokens, register, RESOURCE, withClerk } from "./oauth_client.ts";

const OAUTH = { audience: RESOURCE, headerType: ["at+jwt", "application/at+jwt"] };

Deno.test("a JWT access token has exactly Clerk's header and claims", () =>
  withClerk({}, async (clerk) => {
    const client = await register(clerk);
    const { access_token } = await obtainTokens(client, "Alice");
    const { kid, ...header } = decodeProtectedHeader(access_token);
    assert.deepEqual(header, { alg: "RS256", typ: "at+jwt" });
    assert.match(kid ?? "", /^ins_[0-9A-Za-z]{27}$/);
    const { iat = 0, jti, sub, ...claims } = decodeJwt(access_token);
    assert.deepEqual(claims, {
      aud: [RESOURCE],
      client_id: client.clientInformation.client_id,
      exp: iat + 86_401,
      iss: clerk.issuer,
      nbf: iat - 10,
      scope: "openid profile email offline_access",
    });
    assert.ok(Math.abs(iat - Date.now() / 1000) < 10);
    assert.match(jti ?? "", /^oat_[0-9A-Za-z]{32}$/);
    assert.match(sub ?? "", /^user_[0-9A-Za-z]{27}$/);
  }));

Deno.test("a token requested without a resource has no audience", () =>
  withClerk({}, async (clerk) => {
    const tokens = await obtainTokens(await register(clerk), "Alice", { scope: "profile" });
    assert.equal("aud" in decodeJwt(tokens.access_token), false);
  }));

Deno.test("audienceClaim: false → tokens without aud, as in a new Clerk instance", () =>
  withClerk({ audienceClaim: false }, async (clerk) => {
    const { access_token } = await obtainTokens(await register(clerk), "Alice");
    assert.equal("aud" in decodeJwt(access_token), false);
  }));

Deno.test("accessTokenTtl sets the lifetime", () =>
  withClerk({ accessTokenTtl: 60 }, async (clerk) => {
    const { access_token, expires_in } = await obtainTokens(await register(clerk), "Alice");
    const { exp = 0, iat = 0 } = decodeJwt(access_token);
    assert.deepEqual({ expires_in, life: exp - iat }, { expires_in: 60, life: 61 });
  }));

Deno.test("Clerk's SDK verifies a token with the secret key and with the PEM", () =>
  withClerk({}, async (clerk) => {
    const { access_token } = await obtainTokens(await register(clerk), "Alice");
    const { issuer, secretKey, apiUrl, jwtKey } = clerk;
    for (const source of [{ secretKey, apiUrl }, { jwtKey }]) {
      const { iss } = await verifyToken(access_token, { ...OAUTH, issuer, ...source });
      assert.equal(iss, issuer);
    }
    const foreign = await verifyToken(access_token, { ...OAUTH, issuer: "http://x", jwtKey })
      .catch((error) => error.reason);
    assert.equal(foreign, "token-invalid-issuer");
  }));

Deno.test("keyFile → tokens stay valid after a restart", async () => {
  const folder = await Deno.makeTempDir();
  const keyFile = `${folder}/new/key.json`;
  const first = await startClerk({ keyFile });
  const { access_token } = await obtainTokens(await register(first), "Alice");
  await first.stop();
  await assert.rejects(fetch(first.issuer), TypeError);
  const second = await startClerk({ keyFile, port: Number(new URL(first.issuer).port) });
  const { issuer, secretKey, apiUrl } = second;
  await verifyToken(access_token, { ...OAUTH, issuer, secretKey, apiUrl })
    .finally(() => second.stop());
  assert.equal(second.jwtKey, first.jwtKey);
  await Deno.remove(folder, { recursive: true });
});
