// Connections as a hostile or broken peer makes them.

import fc from "fast-check";
import { cut, expects, pipelined, trickled } from "./raw_bodies.ts";
import type { RawRequest } from "./raw_exchange.ts";
import { headers, manyHeaders } from "./raw_headers.ts";
import { lyingChunks, lyingLength } from "./raw_lengths.ts";
import { lines, noHttp } from "./raw_lines.ts";

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
