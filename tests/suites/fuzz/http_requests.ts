// Messages as HTTP requests: as clients send them, with odd headers, with other methods and paths, and with
// bodies that something happened to on the way.

import fc from "fast-check";
import { anyCall, type ListedTool } from "./calls.ts";
import { type Message, messages } from "./envelope.ts";
import { mutated } from "./mutations.ts";
import type { Bearer, FuzzRequest } from "./request.ts";

const TYPE = ["Content-Type", "application/json"] as const;
type Header = readonly [name: string, value: string];

/** Claims that a forger would change, and values that a parser may not expect. */
const CLAIMS = ["exp", "iat", "nbf", "aud", "iss", "sub", "scope", "client_id", "azp", "sid"];
const VALUES = ["", "user_1", "a b", 0, -1, 1e308, 4_000_000_000, null, [], {}, [null], true, "\0"];
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

const visible = fc.string({
  unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
  maxLength: 30,
});
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

const bearer: fc.Arbitrary<Bearer> = fc.oneof(
  { weight: 20, arbitrary: fc.constant("owner") },
  { weight: 2, arbitrary: fc.constant("scopeless") },
  { weight: 14, arbitrary: fc.constant("nobody") },
  { weight: 2, arbitrary: forged },
  { weight: 2, arbitrary: oddAuthorization },
);

const NAMES = [
  ...["Origin", "Content-Type", "Accept", "Mcp-Session-Id", "Mcp-Method", "Mcp-Name", "User-Agent"],
  ...[
    "MCP-Protocol-Version",
    "Last-Event-ID",
    "X-Forwarded-Host",
    "X-Request-Id",
    "Content-Encoding",
  ],
  ...["Mcp-Param-A", "Cookie", "X-HTTP-Method-Override", "Range", "If-None-Match", "__proto__"],
];
const LATIN = [
  "",
  "a",
  "*/*",
  "null",
  "https://evil.example",
  "https://chatgpt.com",
  "gzip",
  "\xff",
  "a\tb",
  "openai-mcp",
];
const ODD_TYPES = [
  "text/plain",
  "application/json;charset=utf-16",
  "APPLICATION/JSON ; a=b",
  ";",
  "application/jsonx",
];
const oddHeader: fc.Arbitrary<Header> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.tuple(fc.constantFrom(...NAMES), fc.oneof(fc.constantFrom(...LATIN), visible)),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(...ODD_TYPES).map((type): Header => ["Content-Type", type]),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(5_000, 12_000).map((size): Header => ["X-Long", "x".repeat(size)]),
  },
);

const PATHS = [
  "/mcp/",
  "/mcp/health",
  "/mcp//",
  "/mcp/%00",
  "/mcp/..;/",
  "/",
  "/mcp/%zz",
  "/mcp?a=%ff",
  "/MCP",
  "//mcp",
];
const METHODS = [
  "GET",
  "PUT",
  "PATCH",
  "DELETE",
  "OPTIONS",
  "HEAD",
  "PROPFIND",
  "A!",
  "post",
  "Post",
];

function posted([{ text, headers, id }, bearer]: [Message, Bearer]): FuzzRequest {
  const body = new TextEncoder().encode(text);
  const request = { method: "POST", path: "/mcp", headers: [TYPE, ...headers], bearer, body };
  return id !== undefined && idIn(text) === id ? { ...request, id } : request;
}

// Of what is no JSON, or has a second id, nobody knows what will be repeated.
function idIn(text: string): unknown {
  try {
    return JSON.parse(text).id;
  } catch {
    return undefined;
  }
}

/** Nothing is known of an answer's id any more. */
function changed({ id: _, ...request }: FuzzRequest, changes: Partial<FuzzRequest>): FuzzRequest {
  return { ...request, ...changes };
}

/** @returns what fetch can send: a header's or a request's own form is always kept */
export function httpRequests(tools: readonly ListedTool[]): fc.Arbitrary<FuzzRequest> {
  const good = fc.tuple(messages(anyCall(tools)), bearer).map(posted);
  const broken = good.chain((request) =>
    mutated(request.body ?? new Uint8Array()).map((body) => changed(request, { body }))
  );
  const oddHeaders = fc.tuple(good, fc.array(oddHeader, { minLength: 1, maxLength: 3 }))
    .map(([request, more]) => changed(request, { headers: [...request.headers, ...more] }));
  const elsewhere = fc.tuple(good, fc.constantFrom(...PATHS))
    .map(([request, path]) => changed(request, { path }));
  const otherMethod = fc.tuple(good, fc.constantFrom(...METHODS), fc.constantFrom("/mcp", ...PATHS))
    .map(([{ body: _, ...request }, method, path]) => changed(request, { method, path }));
  return fc.oneof(
    { weight: 14, arbitrary: good },
    { weight: 3, arbitrary: broken },
    { weight: 3, arbitrary: oddHeaders },
    { weight: 1, arbitrary: elsewhere },
    { weight: 1, arbitrary: otherMethod },
  );
}
