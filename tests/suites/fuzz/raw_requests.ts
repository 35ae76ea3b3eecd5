// Connections as a hostile or broken peer makes them: headers that are none, lengths that lie, bodies that
// stop or trickle, two requests that a proxy would take for one.

import fc from "fast-check";
import { bytes, CHUNKED, chunked, declared, pieces, PING, post } from "./raw_bytes.ts";
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

const name = (what: string, detail: unknown) => `${what} ${JSON.stringify(detail)?.slice(0, 80)}`;

// What hyper makes of it decides whether more would have to come: so no more does.
const headers = odd.map((line): RawRequest => ({
  name: name("a header", line),
  chunks: [post({ headers: declared(PING, line) })],
  then: "cut",
}));

const manyHeaders = fc.tuple(fc.constantFrom(10, 90, 110, 1_000, 5_000), fc.boolean())
  .map(([count, same]): RawRequest => {
    const more = Array.from({ length: count }, (_, at) => `X-${same ? 1 : at}: ${at}`);
    return {
      name: `${count} headers`,
      chunks: [post({ headers: declared(PING, ...more) })],
      then: "answered",
    };
  });

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
const lyingLength = fc.constantFrom(...LENGTHS).map((length): RawRequest => ({
  name: name("Content-Length", length),
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
const lyingChunks = fc.tuple(fc.constantFrom(...ENCODINGS), fc.constantFrom(...CHUNKS))
  .map(([encoding, body]): RawRequest => ({
    name: name("chunks", [encoding, body]),
    chunks: [post({ headers: [...CHUNKED.slice(0, 1), `Transfer-Encoding: ${encoding}`], body })],
    then: "cut",
  }));

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
const lines = fc.tuple(fc.constantFrom(...LINES), fc.constantFrom("\r\n", "\r\n", "\n", "\r"))
  .map(([line, end]): RawRequest => ({
    name: name("a request line", [line, end]),
    chunks: [post({ line, end })],
    then: "cut",
  }));

const PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
const noHttp = fc.oneof(
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

const cut = fc.nat(220).map((at): RawRequest => {
  const all = post();
  return {
    name: `cut at ${at % all.length}`,
    chunks: [all.slice(0, at % all.length)],
    then: "cut",
  };
});

const pipelined = fc.tuple(fc.integer({ min: 2, max: 12 }), fc.constantFrom(PING, "{", "x")).map(
  ([count, body]): RawRequest => {
    const one = bytes(
      ["POST /mcp HTTP/1.1", "Host: fuzz", ...declared(body), "", body].join("\r\n"),
    );
    return {
      name: `${count} at once`,
      chunks: [...Array.from({ length: count }, () => one), post()],
      then: "cut",
    };
  },
);

const trickled = fc.tuple(
  fc.integer({ min: 8, max: 60 }),
  fc.integer({ min: 1, max: 100 }),
  fc.boolean(),
)
  .map(([size, pauseMs, inChunks]): RawRequest => ({
    name: `${size} bytes every ${pauseMs} ms`,
    chunks: pieces(inChunks ? post({ headers: CHUNKED, body: chunked(PING, 5) }) : post(), size),
    ...{ pauseMs, then: "answered" },
  }));

const expects = fc.constantFrom(PING, "{").map((body): RawRequest => ({
  name: "Expect: 100-continue",
  chunks: pieces(post({ headers: declared(body, "Expect: 100-continue"), body }), 150),
  ...{ pauseMs: 20, then: "answered" },
}));

/** Connections that end quickly. */
export const rawRequests: fc.Arbitrary<RawRequest> = fc.oneof(
  ...[
    headers,
    manyHeaders,
    lyingLength,
    lyingChunks,
    lines,
    noHttp,
    cut,
    pipelined,
    trickled,
    expects,
  ],
);

/** Connections on which nothing more comes after the headers or in the middle of a body. */
export const stalledRequests: fc.Arbitrary<RawRequest> = fc.tuple(
  fc.nat(PING.length - 1),
  fc.boolean(),
  fc.boolean(),
).map(([at, inChunks, typed]): RawRequest => {
  const all = inChunks ? chunked(PING, 5) : PING;
  const headers = inChunks ? CHUNKED : declared(PING);
  const body = all.slice(0, at);
  return {
    name: `${inChunks ? "chunked" : "declared"} body that stops after ${at} bytes`,
    chunks: [post({ headers: typed ? headers : headers.slice(1), body })],
    then: "stalled",
  };
});
