// Requests that once failed, or are likely to. They are always sent first. Findings of a seed are added here,
// with their cause.

import { call, created, message, ping, post, updated } from "./case_requests.ts";
import { nested, textOf, Verbatim } from "./json_text.ts";
import { OWN } from "./library.ts";
import type { FuzzRequest } from "./request.ts";

/** `status` is the expected status, for cases with a stricter check than the general one. */
export type NamedCase = [name: string, request: FuzzRequest, status?: number];

export const CASES: readonly NamedCase[] = [
  // Seed 100, on PostgreSQL 17.5: "word is too long in tsquery", so "Something went wrong".
  ...["Ⱥ", "ა"].flatMap((letter) =>
    [682, 683, 1_000].flatMap((times): [string, FuzzRequest][] => [
      [`a word of ${times} ${letter}, searched`, call("search", { query: letter.repeat(times) })],
      [
        `a word of ${times} ${letter}, listed`,
        call("artifact.list", { query: letter.repeat(times) }),
      ],
      [`a word of ${times} ${letter}, saved`, created({ content: letter.repeat(times) })],
    ])
  ),
  // An unsigned token once made the log report wrong Clerk settings.
  [
    "a forged token without audience",
    ping({ header: {}, payload: { aud: undefined }, signature: "none" }),
    401,
  ],
  [
    "a forged token with an endless life",
    ping({ header: {}, payload: { exp: 1e308 }, signature: "other" }),
    401,
  ],

  // PostgreSQL's text holds no NUL, and JSON of it no lone surrogate.
  ...["\0", "\ud800"].flatMap((text): [string, FuzzRequest][] => [
    ...["title", "content", "language", "idempotency_key", "kind"].map((
      field,
    ): [string, FuzzRequest] => [
      `${JSON.stringify(text)} as ${field}`,
      created({ [field]: text }),
    ]),
    [`${JSON.stringify(text)} as tag`, created({ tags: [text] })],
    [`${JSON.stringify(text)} as listed tag`, call("artifact.list", { tag: text })],
    [`${JSON.stringify(text)} as query`, call("search", { query: text })],
    [`${JSON.stringify(text)} in an edit`, updated({ edits: [{ find: "alpha", replace: text }] })],
    [`${JSON.stringify(text)} to find`, updated({ edits: [{ find: text, replace: "" }] })],
    [`${JSON.stringify(text)} as share`, call("artifact.open", { share: text })],
    [`${JSON.stringify(text)} as URI`, message("resources/read", { uri: `artifact://${text}` })],
  ]),

  // Beyond PostgreSQL's integer, its bigint, and exact numbers of JavaScript's.
  ...["2147483648", "9007199254740991", "9223372036854775808", "1e400", "-0"].map((text) =>
    new Verbatim(text)
  )
    .flatMap((number): [string, FuzzRequest][] => [
      [`version ${number.text}`, call("artifact.view", { id: OWN[0], version: number })],
      [`version ${number.text} back`, call("artifact.restore", { id: OWN[0], version: number })],
      [`expected ${number.text}`, updated({ title: "a", expected_version: number })],
      [`offset ${number.text}`, call("artifact.view", { id: OWN[0], offset: number })],
      [`limit ${number.text}`, call("artifact.list", { limit: number })],
      [`days ${number.text}`, call("artifact.share", { id: OWN[0], expires_in_days: number })],
      [`id ${number.text}`, post(`{"jsonrpc":"2.0","id":${number.text},"method":"ping"}`)],
    ]),

  // More values than a body may hold, and as deep as one may be.
  ...[100_000, 20_000].flatMap((levels) => [nested(levels, "lists"), nested(levels, "objects")])
    .flatMap((
      deep,
      at,
    ): [string, FuzzRequest][] => [
      [`deep body ${at}`, post(deep.text)],
      [`deep id ${at}`, post(textOf({ jsonrpc: "2.0", id: deep, method: "ping" }))],
      [`deep params ${at}`, message("ping", { _meta: deep, x: deep })],
      [`deep argument ${at}`, call("artifact.open", { share: deep, x: deep })],
      [
        `deep capabilities ${at}`,
        message("initialize", {
          protocolVersion: "2025-11-25",
          clientInfo: deep,
          capabilities: { experimental: { a: deep }, elicitation: deep },
        }),
      ],
    ]),

  // The SDK answers these as tasks, whose answers go elsewhere.
  [
    "a handshake as a task",
    message("initialize", {
      protocolVersion: "2025-11-25",
      capabilities: {},
      clientInfo: { name: "a", version: "1" },
      task: { ttl: 1 },
      _meta: { "io.modelcontextprotocol/related-task": { taskId: "a" } },
    }),
  ],

  // The log's description of the request made a string of the name: a 500.
  ["a name that will not be a string", message("tools/call", { name: { toString: "" } })],
];
