// Bodies that stop, trickle, wait for 100 Continue, or come several at once.

import fc from "fast-check";
import { bytes, CHUNKED, chunked, declared, pieces, PING, post } from "./raw_bytes.ts";
import type { RawRequest } from "./raw_exchange.ts";

export const cut = fc.nat(220).map((at): RawRequest => {
  const all = post();
  return {
    name: `cut at ${at % all.length}`,
    chunks: [all.slice(0, at % all.length)],
    then: "cut",
  };
});

export const pipelined = fc.tuple(fc.integer({ min: 2, max: 12 }), fc.constantFrom(PING, "{", "x"))
  .map(
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

export const trickled = fc.tuple(
  fc.integer({ min: 8, max: 60 }),
  fc.integer({ min: 1, max: 100 }),
  fc.boolean(),
)
  .map(([size, pauseMs, inChunks]): RawRequest => ({
    name: `${size} bytes every ${pauseMs} ms`,
    chunks: pieces(inChunks ? post({ headers: CHUNKED, body: chunked(PING, 5) }) : post(), size),
    ...{ pauseMs, then: "answered" },
  }));

export const expects = fc.constantFrom(PING, "{").map((body): RawRequest => ({
  name: "Expect: 100-continue",
  chunks: pieces(post({ headers: declared(body, "Expect: 100-continue"), body }), 150),
  ...{ pauseMs: 20, then: "answered" },
}));

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
