// Clerk's Backend API for unit tests on a port of 127.0.0.1: JWKS and opaque verification that fail on command,
// and the keys as its Frontend API serves them.
import assert from "node:assert/strict";
import type { JWK } from "jose";

/** How an endpoint misbehaves. */
export interface Fault {
  /** Default 500. */
  readonly status?: number;
  readonly body?: string;
  /** Default `application/json`. */
  readonly contentType?: string;
  /** `Retry-After` in seconds. */
  readonly retryAfter?: number;
  /** Milliseconds before the answer; `forever` = none until the connection is cut. */
  readonly delay?: number | "forever";
}

/** The running API. */
export interface FakeBackendApi {
  /** `http://127.0.0.1:<port>`; serves as issuer, too. */
  readonly apiUrl: string;
  /** Set one to let the endpoint misbehave, delete it to let it recover. */
  readonly faults: { jwks?: Fault; verify?: Fault };
  /** Whether the Frontend API serves the keys; it does not, unless a test sets this. */
  readonly frontend: { serves: boolean };
  /** Every request to the Backend API so far, oldest first. */
  readonly requests: { readonly method: string; readonly path: string }[];
  /** Cuts all connections and refuses new ones: what a network failure looks like. */
  disconnect(): Promise<void>;
  /** Undoes `disconnect`, on the same port. */
  reconnect(): void;
  /** The same as `disconnect`, for good. */
  stop(): Promise<void>;
}

export const SECRET_KEY = "sk_test_fake";
const VERIFY = "/oauth_applications/access_tokens/verify";

/**
 * Starts the API.
 *
 * @param published public keys by `kid`; read on every request
 * @param opaque descriptions by token; read on every request
 */
export function serveBackendApi(
  published: ReadonlyMap<string, JWK>,
  opaque: ReadonlyMap<string, unknown>,
): FakeBackendApi {
  const faults: FakeBackendApi["faults"] = {};
  const requests: FakeBackendApi["requests"] = [];
  const frontend = { serves: false };
  const line = openLine(async (request, cut) => {
    const path = new URL(request.url).pathname;
    if (path === "/.well-known/jwks.json") {
      if (!frontend.serves) return problem(503, "unavailable");
      assert.equal(
        request.headers.get("authorization"),
        null,
        "the key belongs to the Backend API",
      );
      return Response.json({ keys: [...published.values()] });
    }
    requests.push({ method: request.method, path });
    const fault = faults[path === VERIFY ? "verify" : "jwks"];
    if (fault) return await misbehave(fault, cut);
    if (request.headers.get("authorization") !== `Bearer ${SECRET_KEY}`) {
      return problem(401, "clerk_key_invalid");
    }
    if (path === "/v1/jwks") return Response.json({ keys: [...published.values()] });
    const description = path === VERIFY && opaque.get((await request.json()).access_token);
    return description ? Response.json(description) : problem(404, "resource_not_found");
  });
  const { disconnect, reconnect } = line;
  const apiUrl = `http://127.0.0.1:${line.port}`;
  return { apiUrl, faults, frontend, requests, disconnect, reconnect, stop: disconnect };
}

type Handle = (request: Request, cut: AbortSignal) => Promise<Response>;

/** A server that can go away and come back on its port. */
function openLine(handle: Handle) {
  let line = listen(0, handle);
  const { port } = line.server.addr;
  return {
    port,
    reconnect: (): void => {
      line = listen(port, handle);
    },
    disconnect: async (): Promise<void> => {
      line.cut.abort();
      await line.server.finished;
    },
  };
}

function listen(port: number, handle: Handle) {
  const cut = new AbortController();
  const options = { hostname: "127.0.0.1", port, signal: cut.signal, onListen: () => {} };
  return { cut, server: Deno.serve(options, (request) => handle(request, cut.signal)) };
}

async function misbehave(fault: Fault, cut: AbortSignal): Promise<Response> {
  if (fault.delay !== undefined) await wait(fault.delay, cut);
  const headers = new Headers({ "content-type": fault.contentType ?? "application/json" });
  if (fault.retryAfter !== undefined) headers.set("retry-after", String(fault.retryAfter));
  return new Response(fault.body ?? null, { status: fault.status ?? 500, headers });
}

/** Ends early when the line is cut, so that no test leaves a timer behind. */
async function wait(delay: number | "forever", cut: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  cut.addEventListener("abort", () => resolve());
  const timer = delay === "forever" ? undefined : setTimeout(resolve, delay);
  await promise;
  clearTimeout(timer);
}

function problem(status: number, code: string): Response {
  return Response.json({ errors: [{ code, message: code, long_message: code }] }, { status });
}
