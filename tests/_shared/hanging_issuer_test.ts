// An authorization server that takes the request and never finishes its answer.

import assert from "node:assert/strict";
import { createMetadataFetch } from "../../supabase/functions/_shared/authorization_server.ts";

const OPENING = new TextEncoder().encode('{"issuer":');
const ANSWERS: Record<string, () => Response | Promise<Response>> = {
  "answers": () => new Promise<Response>(() => {}),
  "ends its answer": () => new Response(new ReadableStream({ start: (c) => c.enqueue(OPENING) })),
};

/** Runs `work` with time-outs divided by 100; returns the requested time-outs in milliseconds. */
async function withShortTimeouts(work: () => Promise<void>): Promise<number[]> {
  const timeout = AbortSignal.timeout;
  const requested: number[] = [];
  AbortSignal.timeout = (ms) => {
    requested.push(ms);
    return timeout.call(AbortSignal, ms / 100);
  };
  try {
    await work();
    return requested;
  } finally {
    AbortSignal.timeout = timeout;
  }
}

for (const [what, answer] of Object.entries(ANSWERS)) {
  Deno.test(`an issuer that never ${what} is abandoned after five seconds`, async () => {
    const end = new AbortController();
    const options = { port: 0, hostname: "127.0.0.1", signal: end.signal, onListen: () => {} };
    const server = Deno.serve(options, answer);
    // Ends the test, too, if the client never gives up.
    const bound = setTimeout(() => end.abort(), 2_000);
    try {
      const fetchMetadata = createMetadataFetch(`http://127.0.0.1:${server.addr.port}`, {
        scopes: ["profile"],
      });
      const requested = await withShortTimeouts(() =>
        assert.rejects(fetchMetadata("oauth-authorization-server"), { name: "TimeoutError" })
      );
      assert.deepEqual(requested, [5_000]);
    } finally {
      clearTimeout(bound);
      end.abort();
      await server.finished;
    }
  });
}
