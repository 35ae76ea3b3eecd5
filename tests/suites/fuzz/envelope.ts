// JSON-RPC messages of every method, in both families of revisions, kept and broken, with the headers that
// go along.

import fc from "fast-check";
import { META } from "../../mcp/modern_request.ts";
import { type Call, type Headers, headerValue, mirrored, withMeta } from "./mirrored.ts";
import { Members, textOf, Verbatim } from "./json_text.ts";
import { oddKey, oddText, oddValue } from "./odd_values.ts";

/** A message as text, with the headers of its revision. */
export interface Message {
  text: string;
  headers: Headers;
  /** Where the text surely has one that is. */
  id?: string | number;
}

const goodId = fc.oneof(
  fc.nat(),
  fc.constantFrom(-1, 0, Number.MAX_SAFE_INTEGER, "", "a"),
  oddText,
);
const huge = fc.constantFrom(20_000, 300_000).map((length) => "i".repeat(length));
const oddId = fc.oneof({ weight: 9, arbitrary: oddValue }, { weight: 1, arbitrary: huge });

const legacyHeader = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Headers>([]) },
  { weight: 5, arbitrary: fc.constant<Headers>([["MCP-Protocol-Version", "2025-11-25"]]) },
  {
    weight: 1,
    arbitrary: fc.constantFrom("2024-11-05", "2024-10-07", "2099-01-01", "", "a", "2026-07-28")
      .map((version): Headers => [["MCP-Protocol-Version", version]]),
  },
);

const legacy = (calls: fc.Arbitrary<Call>) =>
  fc.tuple(calls, goodId, legacyHeader).map(([call, id, headers]): Message => ({
    text: textOf({ jsonrpc: "2.0", id, ...call }),
    headers,
    id,
  }));

const modern = (calls: fc.Arbitrary<Call>) =>
  fc.tuple(calls, goodId).map(([call, id]): Message => ({
    text: textOf({ jsonrpc: "2.0", id, ...withMeta(call, META) }),
    headers: mirrored(call),
    id,
  }));

const VERSION = "io.modelcontextprotocol/protocolVersion";
const CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";

/** Of 2026-07-28 with something wrong in `_meta` or in what repeats the body. */
const brokenModern = (calls: fc.Arbitrary<Call>) =>
  fc.tuple(
    calls,
    goodId,
    fc.constantFrom(VERSION, CAPABILITIES, "progressToken", "__proto__"),
    fc.oneof(oddValue, fc.constantFrom("2026-07-28", "2027-01-01", "2025-11-25")),
    fc.nat(3),
    oddText,
  ).map(([call, id, key, value, at, text]): Message => {
    const pairs = Object.entries(META).filter(([name]) => name !== key);
    const broken = {
      text: textOf({
        jsonrpc: "2.0",
        id,
        ...withMeta(call, new Members([...pairs, [key, value]])),
      }),
    };
    const whole = { text: textOf({ jsonrpc: "2.0", id, ...withMeta(call, META) }) };
    const headers = mirrored(call);
    if (at === 3) return { ...broken, headers };
    const wrong = headers.map((header, index): Headers[number] =>
      index === at ? [header[0], headerValue(text)] : header
    );
    return { ...whole, headers: wrong, id };
  });

/** What breaks JSON-RPC itself. */
const brokenEnvelope = (calls: fc.Arbitrary<Call>) =>
  fc.tuple(
    calls,
    fc.constantFrom("jsonrpc", "id", "method", "params", "result", "error", "_meta"),
    fc.oneof(oddId, fc.constant("2.0")),
    oddKey,
    fc.nat(4),
    legacyHeader,
  ).map(([call, name, value, key, how, headers]): Message => {
    const pairs = Object.entries({ jsonrpc: "2.0", id: 1, ...call });
    const others = pairs.filter(([each]) => each !== name);
    const texts = [
      () => new Members([...others, [name, value]]),
      () => new Members([...pairs, [name, value]]),
      () => new Members([...pairs, [key, value]]),
      () => new Members(others),
      () => [new Members(pairs), new Members(pairs)],
    ];
    return { text: textOf(texts[how]?.()), headers };
  });

const noMessage = fc.tuple(
  fc.oneof(
    oddValue,
    fc.constantFrom("", " ", "{", "nul", "{}{}", "\ufeff{}").map((text) => new Verbatim(text)),
  ),
  legacyHeader,
).map(([value, headers]): Message => ({ text: textOf(value), headers }));

/** @returns messages that call these */
export function messages(calls: fc.Arbitrary<Call>): fc.Arbitrary<Message> {
  return fc.oneof(
    { weight: 9, arbitrary: legacy(calls) },
    { weight: 9, arbitrary: modern(calls) },
    { weight: 4, arbitrary: brokenModern(calls) },
    { weight: 4, arbitrary: brokenEnvelope(calls) },
    { weight: 1, arbitrary: noMessage },
  );
}
