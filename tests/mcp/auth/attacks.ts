// Every way a token has been known to get in where it should not, or to be refused where it should get in. Knows
// neither HTTP nor the code under test.

import type { FakeClerk } from "./fake_clerk.ts";
import { RESOURCE } from "../in_process.ts";

/** A token by what is right or wrong with it. */
export type Row = [name: string, token: (clerk: FakeClerk) => string | Promise<string>];

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

export const REFUSED: Row[] = [
  ["garbage", () => "garbage"],
  ["three parts of nothing", () => "a.b.c"],
  ["longer than any token", (clerk) => clerk.mint({ pad: "x".repeat(9_000) })],
  ["header null", (clerk) => clerk.sign(null, {})],
  ["header a list", (clerk) => clerk.sign([], {})],
  ["payload null", (clerk) => clerk.sign({ alg: "RS256", typ: "at+jwt", kid: clerk.kid }, null)],
  ["payload null, unsigned", (clerk) => clerk.sign({ alg: "none", typ: "at+jwt" }, null)],
  ["payload a number", (clerk) => clerk.sign({ alg: "RS256", typ: "at+jwt", kid: clerk.kid }, 5)],
  ["iss of another issuer", (clerk) => clerk.mint({ iss: "https://evil.example" })],
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
export const UNKNOWN_KIDS: Row[] = ["unknown", "constructor", "__proto__", undefined, 5].map((
  kid,
) => [
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

const OPAQUE_TOO_FEW_SCOPES: Row[] = [
  ["opaque without scopes", (clerk) => clerk.mintOpaque({ scopes: [] })],
];

/** What {@link REFUSED} and {@link OPAQUE_REFUSED} hold that passes where an audience is checked only if there is one. */
const WITHOUT_AUDIENCE: Row[] = [
  ["aud missing", (clerk) => clerk.mint({ aud: undefined })],
  ["opaque without aud", (clerk) => clerk.mintOpaque({ aud: undefined })],
];

function tamper(token: string): string {
  const [header, payload, signature] = token.split(".");
  const claims = JSON.parse(atob((payload ?? "").replaceAll("-", "+").replaceAll("_", "/")));
  const changed = btoa(JSON.stringify({ ...claims, sub: "user_victim" }))
    .replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  return [header, changed, signature].join(".");
}

/** The ways to verify: with fetched keys, with the key at hand, and with fetched keys and a lenient `aud`. */
export type Mode = "issuer's keys" | "PEM" | "issuer's keys, aud if present";
export type Expected = [status: 200 | 401 | 403, rows: Row[]];

const absent = new Set(WITHOUT_AUDIENCE.map(([name]) => name));

/** What becomes of every token. */
export const ATTACKS: Record<Mode, Expected[]> = {
  "issuer's keys": [
    [200, [...GOOD, ...OPAQUE_GOOD]],
    [401, [...REFUSED, ...OPAQUE_REFUSED, ...UNKNOWN_KIDS]],
    [403, [...TOO_FEW_SCOPES, ...OPAQUE_TOO_FEW_SCOPES]],
  ],
  // No key of Clerk's API: opaque tokens cannot be verified, and every kid means the one key there is.
  PEM: [
    [200, [...GOOD, ...UNKNOWN_KIDS]],
    [401, [...REFUSED, ...OPAQUE_GOOD, ...OPAQUE_REFUSED]],
    [403, TOO_FEW_SCOPES],
  ],
  "issuer's keys, aud if present": [
    [200, [...GOOD, ...OPAQUE_GOOD, ...WITHOUT_AUDIENCE]],
    [
      401,
      [...REFUSED, ...OPAQUE_REFUSED, ...UNKNOWN_KIDS].filter(([name]) => !absent.has(name)),
    ],
    [403, [...TOO_FEW_SCOPES, ...OPAQUE_TOO_FEW_SCOPES]],
  ],
};
