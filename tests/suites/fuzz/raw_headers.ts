// Header lines that are none, too many, too long, or that say what this server must not do.

import fc from "fast-check";
import { declared, named, PING, post } from "./raw_bytes.ts";
import type { RawRequest } from "./raw_exchange.ts";

const odd = fc.constantFrom(
  ...[
    "X",
    "X Y: z",
    "X : y",
    ": y",
    " X: y",
    "\tfolded",
    "X: a\0b",
    "X: a\x01b",
    "X: \xff\xfe",
    "X\xe9: y",
  ],
  ...[
    "X: y\rZ: w",
    "X: y\nZ: w",
    "X: y\r\n folded",
    "X: y\r\n\tfolded",
    "X(: y",
    "X:y",
    "X:",
    "\0",
    "\r",
  ],
  ...["Host: other", "Host: a b", "Host:", "Host: [", "Host: a@b:c", "Authorization: Bearer\0a"],
  ...[
    "Connection: upgrade\r\nUpgrade: websocket",
    "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABk",
    "TE: trailers",
  ],
  ...[
    "Expect: 200-ok",
    "Connection: Content-Length",
    "Content-Type: text/plain",
    "Content-Encoding: br",
  ],
  ...[
    "Keep-Alive: timeout=99999",
    "Trailer: Content-Length",
    "Authorization: Bearer a\r\nAuthorization: b",
  ],
  `X: ${"y".repeat(70_000)}`,
  `${"X".repeat(70_000)}: y`,
);

// What hyper makes of it decides whether more would have to come: so no more does.
export const headers = odd.map((line): RawRequest => ({
  name: named("a header", line),
  chunks: [post({ headers: declared(PING, line) })],
  then: "cut",
}));

export const manyHeaders = fc.tuple(fc.constantFrom(10, 90, 110, 1_000, 5_000), fc.boolean())
  .map(([count, same]): RawRequest => {
    const more = Array.from({ length: count }, (_, at) => `X-${same ? 1 : at}: ${at}`);
    return {
      name: `${count} headers`,
      chunks: [post({ headers: declared(PING, ...more) })],
      then: "answered",
    };
  });
