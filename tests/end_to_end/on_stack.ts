// One running stack for a list of named cases, and a client that sends requests unchanged. Knows neither
// OAuth nor MCP.

import assert from "node:assert/strict";
import { KONG } from "../local/function_environment.ts";
import { type Stack, type StackOptions, startStack } from "../local/stack.ts";

const TIMEOUT_MS = 10_000;

/** Settings under which handshakes are open for every client, as the seed has it. */
export const OPEN_HANDSHAKE = { environment: { MCP_SIGN_IN: "call" } };

/** What a case works with. */
export interface Wire {
  readonly stack: Stack;
  /** Sends to a path of the gateway. `Host` is sent as given; a redirect is an answer, not followed. */
  send(path: string, init?: RequestInit): Promise<Response>;
  /** POSTs a JSON-RPC message, or any other text, to the endpoint. */
  post(message: unknown, headers?: Record<string, string>): Promise<Response>;
}

/** Registers one test: every case is a step of it, on the same stack. */
export function onStack(
  theme: string,
  options: StackOptions,
  cases: Record<string, (wire: Wire) => Promise<void>>,
): void {
  Deno.test(theme, async (t) => {
    const stack = await startStack(options);
    using client = Deno.createHttpClient({ allowHost: true });
    try {
      const wire = wireTo(stack, client);
      for (const [name, run] of Object.entries(cases)) await t.step(name, () => run(wire));
    } finally {
      await stack.stop();
    }
  });
}

/** The headers of a request with this token. */
export function bearer(token: string): Record<string, string> {
  return { Authorization: `Bearer ${token}` };
}

function wireTo(stack: Stack, client: Deno.HttpClient): Wire {
  const send: Wire["send"] = async (path, init) =>
    await read(
      await fetch(stack.origin + path, {
        redirect: "manual",
        signal: AbortSignal.timeout(TIMEOUT_MS),
        client,
        ...init,
      }),
    );
  const post: Wire["post"] = (message, headers) =>
    send(new URL(stack.mcpUrl).pathname, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...headers },
      body: typeof message === "string" ? message : JSON.stringify(message),
    });
  return { stack, send, post };
}

// Read to its end, so that a case may look at the status alone.
async function read(response: Response): Promise<Response> {
  const body = await response.bytes();
  const everything = JSON.stringify([...response.headers]) + new TextDecoder().decode(body);
  // In every case SUPABASE_URL is an address that only the functions know.
  assert.ok(!everything.includes(new URL(KONG).host), `${response.url} names ${KONG}`);
  return new Response(body.length > 0 ? body : null, response);
}
