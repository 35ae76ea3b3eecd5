// Headers that a request may have and none of ours does, as far as fetch sends them.

import fc from "fast-check";

type Header = readonly [name: string, value: string];

/** Any characters that a header may hold without a blank. */
export const visible = fc.string({
  unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
  maxLength: 30,
});
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
export const oddHeader: fc.Arbitrary<Header> = fc.oneof(
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
