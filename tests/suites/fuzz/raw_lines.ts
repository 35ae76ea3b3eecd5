// First lines that no client sends, and bytes that are no HTTP at all.

import fc from "fast-check";
import { bytes, named, post } from "./raw_bytes.ts";
import type { RawRequest } from "./raw_exchange.ts";

const LINES = [
  ...[
    "GET /mcp HTTP/1.1",
    "get /mcp HTTP/1.1",
    "POST /mcp HTTP/1.0",
    "POST /mcp HTTP/0.9",
    "POST /mcp HTTP/2.0",
  ],
  ...[
    "POST /mcp HTTP/9.9",
    "POST /mcp",
    "POST",
    "",
    " POST /mcp HTTP/1.1",
    "POST  /mcp  HTTP/1.1",
    "POST /m cp HTTP/1.1",
  ],
  ...[
    "POST http://other/mcp HTTP/1.1",
    "POST http://[/mcp HTTP/1.1",
    "POST * HTTP/1.1",
    "OPTIONS * HTTP/1.1",
  ],
  ...[
    "CONNECT /mcp HTTP/1.1",
    "CONNECT a:1 HTTP/1.1",
    "TRACE /mcp HTTP/1.1",
    "PRI * HTTP/2.0",
    "\0 /mcp HTTP/1.1",
  ],
  ...[
    "POST /mcp\0 HTTP/1.1",
    "POST /mcp%00 HTTP/1.1",
    "POST /\xff HTTP/1.1",
    "POST /mcp#a HTTP/1.1",
    "POST mcp HTTP/1.1",
  ],
  ...[
    "POST //mcp HTTP/1.1",
    "POST /a/../mcp HTTP/1.1",
    "POST /mcp?%ff HTTP/1.1",
    "POST \\mcp HTTP/1.1",
    "DELETE /mcp HTTP/1.1",
  ],
  ...[
    `POST /${"a".repeat(70_000)} HTTP/1.1`,
    `${"P".repeat(9_000)} /mcp HTTP/1.1`,
    `GET /mcp/health?${"%".repeat(3_000)} HTTP/1.1`,
  ],
];
export const lines = fc.tuple(
  fc.constantFrom(...LINES),
  fc.constantFrom("\r\n", "\r\n", "\n", "\r"),
)
  .map(([line, end]): RawRequest => ({
    name: named("a request line", [line, end]),
    chunks: [post({ line, end })],
    then: "cut",
  }));

const PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
export const noHttp = fc.oneof(
  fc.uint8Array({ maxLength: 300 }).map((random) => new Uint8Array(random)),
  fc.constantFrom(
    "",
    "\r\n".repeat(500),
    "\x16\x03\x01\x02\x00\x01",
    PREFACE,
    `${PREFACE}\0\0\0\x04\0\0\0\0\0`,
    `${PREFACE}\xff\xff\xff\x01\x25\0\0\0\x01`,
  )
    .map(bytes),
).map((all): RawRequest => ({ name: "no HTTP", chunks: [all], then: "cut" }));
