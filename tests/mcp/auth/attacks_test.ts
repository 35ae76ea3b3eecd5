// All known attacks by token against both ways of verifying: with fetched keys and with the key at hand.

import assert from "node:assert/strict";
import { createClerkVerifier } from "../../../supabase/functions/mcp/auth/clerk/verifier.ts";
import { call, type InProcess, RESOURCE, startInProcess } from "../in_process.ts";
import { ATTACKS, type Mode, REFUSED, type Row, UNKNOWN_KIDS } from "./attacks.ts";
import { type FakeClerk, withFakeClerk } from "./fake_clerk.ts";

type Headers = Record<string, string>;

function serverOf(clerk: FakeClerk, mode: Mode): InProcess {
  const { apiUrl, issuer, jwtKey, secretKey } = clerk;
  const access = mode === "PEM" ? { apiUrl, jwtKey } : { apiUrl, secretKey };
  const audience = mode === "issuer's keys, aud if present" ? "if-present" : "required";
  const expected = { issuer, resource: RESOURCE, audience } as const;
  return startInProcess({ verify: createClerkVerifier(access, expected) });
}

async function statusWith(server: InProcess, headers: Headers): Promise<number> {
  const response = await server.post(call("artifact.list"), headers);
  await response.body?.cancel();
  if (response.status === 401) {
    const challenge = response.headers.get("WWW-Authenticate") ?? "";
    assert.match(challenge, /error="invalid_token"/);
    assert.doesNotMatch(challenge, /user_|evil/, "no claim of the token in the challenge");
  }
  return response.status;
}

async function expectStatus(
  t: Deno.TestContext,
  rows: Row[],
  status: number,
  clerk: FakeClerk,
  mode: Mode,
) {
  const server = serverOf(clerk, mode);
  for (const [name, token] of rows) {
    await t.step(`${name} → ${status}`, async () => {
      const headers = { Authorization: `Bearer ${await token(clerk)}` };
      assert.equal(await statusWith(server, headers), status);
    });
  }
}

for (const mode of Object.keys(ATTACKS) as Mode[]) {
  Deno.test(`tokens verified with the ${mode}`, (t) =>
    withFakeClerk(RESOURCE, async (clerk) => {
      for (const [status, rows] of ATTACKS[mode]) {
        await expectStatus(t, rows, status, clerk, mode);
      }
    }));
}

Deno.test("unknown kids are rejected with fetched keys, after two fetches for all of them", (t) =>
  withFakeClerk(RESOURCE, async (clerk) => {
    await expectStatus(t, UNKNOWN_KIDS, 401, clerk, "issuer's keys");
    assert.equal(clerk.requests.filter(({ path }) => path === "/.well-known/jwks.json").length, 2);
  }));

Deno.test("a token with foreign claims costs no key look-up", (t) =>
  withFakeClerk(RESOURCE, async (clerk) => {
    const ours = [
      "iss of another issuer",
      "aud of another resource",
      "no typ",
      "exp missing",
      "RS512",
    ];
    const rows = REFUSED.filter(([name]) => ours.includes(name));
    assert.equal(rows.length, ours.length);
    await expectStatus(t, rows, 401, clerk, "issuer's keys");
    assert.deepEqual(clerk.requests, []);
  }));

Deno.test("a missing audience is reported to the operator for genuine tokens alone", () =>
  withFakeClerk(RESOURCE, async (clerk) => {
    for (const mode of ["issuer's keys", "PEM"] as const) {
      const server = serverOf(clerk, mode);
      const forged = await clerk.mint({ aud: undefined }, {}, clerk.foreignKey);
      assert.equal(await statusWith(server, { Authorization: `Bearer ${forged}` }), 401);
      assert.deepEqual(server.reports, []);
      const genuine = await clerk.mint({ aud: undefined });
      assert.equal(await statusWith(server, { Authorization: `Bearer ${genuine}` }), 401);
      assert.equal(server.reports.length, 1);
    }
  }));

Deno.test("with the PEM the kid does not matter, and Clerk gets no request", (t) =>
  withFakeClerk(RESOURCE, async (clerk) => {
    await expectStatus(t, UNKNOWN_KIDS, 200, clerk, "PEM");
    assert.deepEqual(clerk.requests, []);
  }));

Deno.test("a token outside the Authorization header is ignored", () =>
  withFakeClerk(RESOURCE, async (clerk) => {
    const server = serverOf(clerk, "issuer's keys");
    const token = await clerk.mint();
    const init = {
      method: "POST",
      headers: { "Content-Type": "application/json", Cookie: `__session=${token}` },
      body: JSON.stringify(call("artifact.list")),
    };
    for (const path of ["/mcp", `/mcp?access_token=${token}&token=${token}`]) {
      const response = await server.request(path, init);
      assert.equal(response.status, 401);
      assert.doesNotMatch(response.headers.get("WWW-Authenticate") ?? "", /error=/);
      await response.body?.cancel();
    }
    assert.equal(
      await statusWith(server, { Authorization: `Bearer ${token}`, Cookie: "__session=x" }),
      200,
    );
  }));

/** Why some of the tokens are refused, as the log names it. */
const REASONS: Record<string, string> = {
  "garbage": "malformed",
  "iss of another issuer": "wrong_issuer",
  "aud of another resource": "wrong_audience",
  "aud missing": "missing_audience",
  "expired a minute ago": "expired",
  "nbf in the future": "not_yet_valid",
  "iat in the future": "not_yet_valid",
  "another key under our kid": "bad_signature",
  "a tampered payload": "bad_signature",
  "a session or ID token (typ JWT)": "wrong_type",
  "client_id empty": "no_client",
  "sub no user": "no_user",
};

Deno.test("the log names the reason of every rejected token", (t) =>
  withFakeClerk(RESOURCE, async (clerk) => {
    const server = serverOf(clerk, "issuer's keys");
    for (const [name, reason] of Object.entries(REASONS)) {
      await t.step(`${name}: ${reason}`, async () => {
        const token = await REFUSED.find((row) => row[0] === name)?.[1](clerk);
        await statusWith(server, { Authorization: `Bearer ${token}` });
        assert.equal(server.lines.at(-1)?.refusal, reason);
      });
    }
  }));
