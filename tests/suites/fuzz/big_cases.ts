// Requests as large as they can be, of what is looked at one by one, and such that are larger once unpacked.

import { call, created, post, repeated, updated } from "./case_requests.ts";
import type { NamedCase } from "./cases.ts";
import { Members, textOf } from "./json_text.ts";

/** As function `mcp` has it. */
const MAX_BODY_BYTES = 4 * 1024 * 1024;

export const BIG_CASES: readonly NamedCase[] = [
  ["two million tags", created({ tags: repeated("1", 2_000_000) })],
  ["a million empty tags", created({ tags: repeated('""', 1_300_000) })],
  ["a million edits", updated({ edits: repeated("{}", 1_300_000) })],
  [
    "300,000 unknown arguments",
    call("artifact.kinds", new Members(Array.from({ length: 300_000 }, (_, at) => [`k${at}`, 1]))),
  ],
  [
    "a key a million times",
    post(`{"jsonrpc":"2.0","id":1,"method":"ping",${'"a":1,'.repeat(600_000)}"a":1}`),
    400,
  ],
  ["a title of 4 MB", created({ title: "😀".repeat(1_000_000) })],
  [
    "an id of 4 MB",
    post(textOf({ jsonrpc: "2.0", id: "i".repeat(4_000_000), method: "ping" })),
    400,
  ],
  ["a method of 4 MB", post(textOf({ jsonrpc: "2.0", id: 1, method: "\\".repeat(2_000_000) }))],
  [
    "the largest body",
    post(textOf({ jsonrpc: "2.0", id: 1, method: "ping" }).padEnd(MAX_BODY_BYTES)),
    200,
  ],
  ["one byte too many", post("x".repeat(MAX_BODY_BYTES + 1)), 413],
  ["three times too many", post("x".repeat(MAX_BODY_BYTES * 3)), 413],
];

/** Bodies that say they are compressed, the last one 64 MB when unpacked. */
export async function compressedCases(): Promise<
  NamedCase[]
> {
  const ping = textOf({ jsonrpc: "2.0", id: 1, method: "ping" });
  const cases: NamedCase[] = [];
  for (
    const [encoding, text] of [["gzip", ping], ["deflate", ping], [
      "gzip",
      " ".repeat(64_000_000),
    ]] as const
  ) {
    const packed = new Blob([text]).stream().pipeThrough(new CompressionStream(encoding));
    const body = new Uint8Array(await new Response(packed).arrayBuffer());
    const { headers, ...request } = post("");
    cases.push([`${encoding} of ${text.length}`, {
      ...request,
      body,
      headers: [...headers, ["Content-Encoding", encoding]],
    }, 400]);
  }
  return cases;
}
