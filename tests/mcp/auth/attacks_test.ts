// Every way a token has been known to get in where it should not, or to be refused where it should
// get in, against both ways of verifying: with fetched keys and with the key at hand.

import assert from "node:assert/strict";
import { createClerkVerifier } from "../../../supabase/functions/mcp/auth/clerk.ts";
import { call, type InProcess, RESOURCE, startInProcess } from "../in_process.ts";
import { type FakeClerk, startFakeClerk } from "./fake_clerk.ts";

type Headers = Record<string, string>;
type Row = [name: string, token: (clerk: FakeClerk) => string | Promise<string>];

const now = () => Math.floor(Date.now() / 1000);

const GOOD: Row[] = [
  ["aud as a string", (clerk) => clerk.mint()],
  ["aud as an array", (clerk) => clerk.mint({ aud: ["https://other.example", RESOURCE] })],
  ["typ application/at+jwt", (clerk) => clerk.mint({}, { typ: "application/at+jwt" })],
  ["expired less than five seconds ago", (clerk) => clerk.mint({ exp: now() - 2 })],
  [
    "client_id as a URL",
    (clerk) => clerk.mint({ client_id: "https://chatgpt.com/oauth/client.json" }),
  ],
];

const REFUSED: Row[] = [
  ["garbage", () => "garbage"],
  ["three parts of nothing", () => "a.b.c"],
  ["longer than any token", (clerk) => clerk.mint({ pad: "x".repeat(9_000) })],
  ["header null", (clerk) => clerk.sign(null, {})],
  ["header a list", (clerk) => clerk.sign([], {})],
  ["payload null", (clerk) => clerk.sign({ alg: "RS256", typ: "at+jwt", kid: clerk.kid }, null)],
  ["payload null, unsigned", (clerk) => clerk.sign({ alg: "none", typ: "at+jwt" }, null)],
  ["payload a number", (clerk) => clerk.sign({ alg: "RS256", typ: "at+jwt", kid: clerk.kid }, 5)],
  ["iss of somebody else", (clerk) => clerk.mint({ iss: "https://evil.example" })],
  ["iss with a trailing slash", (clerk) => clerk.mint({ iss: `${clerk.issuer}/` })],
  ["iss missing", (clerk) => clerk.mint({ iss: undefined })],
  ["aud of another resource", (clerk) => clerk.mint({ aud: "https://other.example/mcp" })],
  ["aud missing", (clerk) => clerk.mint({ aud: undefined })],
  ["aud empty", (clerk) => clerk.mint({ aud: "" })],
  ["aud an empty list", (clerk) => clerk.mint({ aud: [] })],
  ["aud a list of numbers", (clerk) => clerk.mint({ aud: [123] })],
  ["aud an object", (clerk) => clerk.mint({ aud: {} })],
  ["aud null", (clerk) => clerk.mint({ aud: null })],
  ["aud with a trailing slash", (clerk) => clerk.mint({ aud: `${RESOURCE}/` })],
  ["aud a prefix of ours", (clerk) => clerk.mint({ aud: RESOURCE.slice(0, -1) })],
  ["expired a minute ago", (clerk) => clerk.mint({ exp: now() - 60 })],
  ["exp missing", (clerk) => clerk.mint({ exp: undefined })],
  ["exp a string", (clerk) => clerk.mint({ exp: `${now() + 3600}` })],
  ["nbf in the future", (clerk) => clerk.mint({ nbf: now() + 60 })],
  ["iat in the future", (clerk) => clerk.mint({ iat: now() + 60 })],
  ["another key under our kid", (clerk) => clerk.mint({}, {}, clerk.foreignKey)],
  ["a tampered payload", async (clerk) => tamper(await clerk.mint())],
  ["alg none without signature", (clerk) => clerk.mint({}, { alg: "none" })],
  ["alg none with a signature", async (clerk) => {
    const [, , signature] = (await clerk.mint()).split(".");
    return await clerk.mint({}, { alg: "none" }) + signature;
  }],
  ["HS256 keyed with the public PEM", (clerk) => clerk.mint({}, { alg: "HS256" })],
  ["RS512", (clerk) => clerk.mint({}, { alg: "RS512" })],
  ["a session or ID token (typ JWT)", (clerk) => clerk.mint({}, { typ: "JWT" })],
  ["no typ", (clerk) => clerk.mint({}, { typ: undefined })],
  ["a machine token", (clerk) => clerk.mint({ sub: "mch_2abc" }, { typ: "JWT" })],
  ["a machine token as at+jwt", (clerk) => clerk.mint({ sub: "mch_2abc" })],
  ["an API key", () => "ak_0123456789abcdef0123456789abcdef"],
  ["an opaque machine token", () => "mt_0123456789abcdef0123456789abcdef"],
  ["sid and no client_id", (clerk) => clerk.mint({ sid: "sess_1", client_id: undefined })],
  ["client_id empty", (clerk) => clerk.mint({ client_id: "" })],
  ["sub missing", (clerk) => clerk.mint({ sub: undefined })],
  ["sub empty", (clerk) => clerk.mint({ sub: "" })],
  ["sub no user", (clerk) => clerk.mint({ sub: "org_2abc" })],
  ["sub a list", (clerk) => clerk.mint({ sub: ["user_a"] })],
];

const TOO_FEW_SCOPES: Row[] = [
  ["scope absent", (clerk) => clerk.mint({ scope: undefined })],
  ["scope empty", (clerk) => clerk.mint({ scope: "" })],
  ["scope without the one required", (clerk) => clerk.mint({ scope: "openid email" })],
  ["scope that contains the word", (clerk) => clerk.mint({ scope: "profile:read xprofile" })],
  ["scope as a list", (clerk) => clerk.mint({ scope: ["profile"] })],
];

/** Refused without knowing why: only fetched keys have a kid to look for. */
const UNKNOWN_KIDS: Row[] = ["unknown", "constructor", "__proto__", undefined, 5].map((kid) => [
  `kid ${kid}`,
  (clerk) => clerk.mint({}, { kid }),
]);

const OPAQUE_GOOD: Row[] = [
  ["opaque", (clerk) => clerk.mintOpaque()],
  ["opaque, expiry in milliseconds", (clerk) => clerk.mintOpaque({ expiration: Date.now() + 1e6 })],
];

const OPAQUE_REFUSED: Row[] = [
  ["opaque unknown", () => "oat_unknown"],
  ["opaque revoked", (clerk) => clerk.mintOpaque({ revoked: true })],
  ["opaque expired", (clerk) => clerk.mintOpaque({ expired: true })],
  ["opaque inactive", (clerk) => clerk.mintOpaque({ object: undefined, active: false })],
  ["opaque for another resource", (clerk) => clerk.mintOpaque({ aud: ["https://other.example"] })],
  ["opaque without aud", (clerk) => clerk.mintOpaque({ aud: undefined })],
  ["opaque of a machine", (clerk) => clerk.mintOpaque({ subject: "mch_2abc" })],
];

function tamper(token: string): string {
  const [header, payload, signature] = token.split(".");
  const claims = JSON.parse(atob((payload ?? "").replaceAll("-", "+").replaceAll("_", "/")));
  const changed = btoa(JSON.stringify({ ...claims, sub: "user_victim" }))
    .replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  return [header, changed, signature].join(".");
}

type Mode = "secret key" | "PEM" | "secret key, aud if present";

function serverOf(clerk: FakeClerk, mode: Mode): InProcess {
  const { apiUrl, issuer, jwtKey, secretKey } = clerk;
  const access = mode === "PEM" ? { apiUrl, jwtKey } : { apiUrl, secretKey };
  const audience = mode === "secret key, aud if present" ? "if-present" : "required";
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

async function withFakeClerk(run: (clerk: FakeClerk) => Promise<void>): Promise<void> {
  const clerk = await startFakeClerk(RESOURCE);
  try {
    await run(clerk);
  } finally {
    await clerk.stop();
  }
}

for (const mode of ["secret key", "PEM"] as const) {
  Deno.test(`tokens verified with the ${mode}`, (t) =>
    withFakeClerk(async (clerk) => {
      await expectStatus(t, GOOD, 200, clerk, mode);
      await expectStatus(t, REFUSED, 401, clerk, mode);
      await expectStatus(t, TOO_FEW_SCOPES, 403, clerk, mode);
    }));
}

Deno.test("unknown kids are refused with fetched keys, after one fetch for all of them", (t) =>
  withFakeClerk(async (clerk) => {
    await expectStatus(t, UNKNOWN_KIDS, 401, clerk, "secret key");
    assert.equal(clerk.requests.filter(({ path }) => path === "/v1/jwks").length, 1);
  }));

Deno.test("a token that says itself that it is not ours costs no key look-up", (t) =>
  withFakeClerk(async (clerk) => {
    const ours = [
      "iss of somebody else",
      "aud of another resource",
      "no typ",
      "exp missing",
      "RS512",
    ];
    const rows = REFUSED.filter(([name]) => ours.includes(name));
    assert.equal(rows.length, ours.length);
    await expectStatus(t, rows, 401, clerk, "secret key");
    assert.deepEqual(clerk.requests, []);
  }));

Deno.test("the operator is told of a missing audience by genuine tokens alone", () =>
  withFakeClerk(async (clerk) => {
    for (const mode of ["secret key", "PEM"] as const) {
      const server = serverOf(clerk, mode);
      const forged = await clerk.mint({ aud: undefined }, {}, clerk.foreignKey);
      assert.equal(await statusWith(server, { Authorization: `Bearer ${forged}` }), 401);
      assert.deepEqual(server.reports, []);
      const genuine = await clerk.mint({ aud: undefined });
      assert.equal(await statusWith(server, { Authorization: `Bearer ${genuine}` }), 401);
      assert.equal(server.reports.length, 1);
    }
  }));

Deno.test("with the PEM the kid does not matter, and Clerk is never asked", (t) =>
  withFakeClerk(async (clerk) => {
    await expectStatus(t, UNKNOWN_KIDS, 200, clerk, "PEM");
    assert.deepEqual(clerk.requests, []);
  }));

Deno.test("opaque tokens", (t) =>
  withFakeClerk(async (clerk) => {
    await expectStatus(t, OPAQUE_GOOD, 200, clerk, "secret key");
    await expectStatus(t, OPAQUE_REFUSED, 401, clerk, "secret key");
    await expectStatus(
      t,
      [
        ["opaque without scopes", (clerk) => clerk.mintOpaque({ scopes: [] })],
      ],
      403,
      clerk,
      "secret key",
    );
  }));

Deno.test("without a secret key opaque tokens are refused, not mistaken for an outage", (t) =>
  withFakeClerk((clerk) => expectStatus(t, OPAQUE_GOOD, 401, clerk, "PEM")));

Deno.test("aud if-present: taken when absent, refused when it names another or is odd", (t) =>
  withFakeClerk(async (clerk) => {
    const mode = "secret key, aud if present";
    const withoutAud: Row[] = [
      ["aud missing", (clerk) => clerk.mint({ aud: undefined })],
      ["opaque without aud", (clerk) => clerk.mintOpaque({ aud: undefined })],
    ];
    const absent = new Set(withoutAud.map(([name]) => name));
    await expectStatus(t, withoutAud, 200, clerk, mode);
    await expectStatus(t, REFUSED.filter(([name]) => !absent.has(name)), 401, clerk, mode);
    await expectStatus(t, OPAQUE_REFUSED.filter(([name]) => !absent.has(name)), 401, clerk, mode);
  }));

Deno.test("a token anywhere but in the Authorization header is no token", () =>
  withFakeClerk(async (clerk) => {
    const server = serverOf(clerk, "secret key");
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
