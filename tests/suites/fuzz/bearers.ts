// Whose token a request brings: the owner's mostly, none, one that was changed, or none that is one.

import fc from "fast-check";
import { visible } from "./odd_headers.ts";
import type { Bearer } from "./request.ts";

/** Claims that a forger would change, and values that a parser may not expect. */
const CLAIMS = ["exp", "iat", "nbf", "aud", "iss", "sub", "scope", "client_id", "azp", "sid"];
const VALUES = [
  "",
  "user_1",
  "a b",
  0,
  -1,
  1e308,
  4_000_000_000,
  null,
  [],
  {},
  [null],
  true,
  "\0",
  undefined,
];
const HEADERS: Readonly<Record<string, unknown>>[] = [
  {},
  { alg: "none" },
  { alg: "HS256" },
  { alg: null },
  { kid: "../../x" },
  { kid: 1 },
  { kid: null },
  { typ: "JWT" },
  { typ: [] },
  { crit: ["exp"] },
  { jwk: {}, jku: "http://127.0.0.1:1/", x5u: "http://127.0.0.1:1/" },
];
const forged: fc.Arbitrary<Bearer> = fc.record({
  header: fc.constantFrom(...HEADERS),
  payload: fc.oneof(
    fc.constant({}),
    fc.tuple(fc.constantFrom(...CLAIMS), fc.constantFrom(...VALUES))
      .map(([claim, value]) => ({ [claim]: value })),
  ),
  signature: fc.constantFrom("kept" as const, "none" as const, "other" as const),
}).filter(({ header, payload, signature }) =>
  // The token as it is.
  signature !== "kept" || Object.keys({ ...header, ...payload }).length > 0
);

const oddAuthorization: fc.Arbitrary<Bearer> = fc.oneof(
  fc.constantFrom(
    "Bearer",
    "Bearer ",
    "bearer a",
    "Basic YTpi",
    "Bearer a b",
    "Bearer ..",
    "Bearer a, Bearer b",
  ),
  fc.constantFrom(
    "Bearer e30.e30.e30",
    "Bearer bnVsbA.bnVsbA.",
    "Bearer oat_x",
    `Bearer ${"a".repeat(9_000)}`,
  ),
  visible.map((text) => `Bearer ${text}`),
).map((authorization) => ({ authorization }));

export const bearer: fc.Arbitrary<Bearer> = fc.oneof(
  { weight: 20, arbitrary: fc.constant("owner") },
  { weight: 2, arbitrary: fc.constant("scopeless") },
  { weight: 14, arbitrary: fc.constant("anonymous") },
  { weight: 2, arbitrary: forged },
  { weight: 2, arbitrary: oddAuthorization },
);
