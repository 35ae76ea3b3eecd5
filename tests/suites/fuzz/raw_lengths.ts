// Bodies that are not as long as they say, by length or by chunks: where two parsers disagree, one request can hide
// in another.

import fc from "fast-check";
import { CHUNKED, chunked, named, PING, post } from "./raw_bytes.ts";
import type { RawRequest } from "./raw_exchange.ts";

const LENGTHS = [
  ...[
    "-1",
    "+46",
    "0x2e",
    "46, 46",
    "46, 47",
    "46\r\nContent-Length: 46",
    "46\r\nContent-Length: 5",
    "",
  ],
  ...[
    " ",
    "4 6",
    "1e3",
    "9223372036854775807",
    "18446744073709551616",
    "9".repeat(100),
    "0",
    "1",
    "45",
  ],
  ...["47", "5000000", "46.0", "\xb2", "NaN"],
];
export const lyingLength = fc.constantFrom(...LENGTHS).map((length): RawRequest => ({
  name: named("Content-Length", length),
  chunks: [post({ headers: ["Content-Type: application/json", `Content-Length: ${length}`] })],
  then: "cut",
}));

const ENCODINGS = [
  "chunked",
  "Chunked",
  "identity",
  "gzip",
  "gzip, chunked",
  "chunked, chunked",
  "xchunked",
  "\tchunked",
  "chunked\r\nTransfer-Encoding: identity",
  "chunked\r\nContent-Length: 5",
  "chunked\r\nContent-Length: 46",
];
const CHUNKS = [
  ...[
    "0\r\n\r\n",
    "",
    "zz\r\n",
    "-1\r\n",
    "ffffffffffffffff\r\n",
    "10000000000000000\r\na",
    "2e\r\n",
    "1\r\na",
  ],
  ...[
    "0x1\r\na\r\n0\r\n\r\n",
    "1 \r\na\r\n0\r\n\r\n",
    "1\na\n0\n\n",
    "1\r\nab\r\n0\r\n\r\n",
    "0\r\nX: y\r\n\r\n",
  ],
  ...["0\r\nContent-Length: 9\r\n\r\n", `1;${"e".repeat(20_000)}\r\n`, "1\r\n{\r\n".repeat(2_000)],
  ...[
    chunked(PING, 7),
    chunked(PING, 1),
    chunked(PING, 1_000),
    `${chunked(PING, 9)}GET / HTTP/1.1\r\n\r\n`,
  ],
];
export const lyingChunks = fc.tuple(fc.constantFrom(...ENCODINGS), fc.constantFrom(...CHUNKS))
  .map(([encoding, body]): RawRequest => ({
    name: named("chunks", [encoding, body]),
    chunks: [post({ headers: [...CHUNKED.slice(0, 1), `Transfer-Encoding: ${encoding}`], body })],
    then: "cut",
  }));
