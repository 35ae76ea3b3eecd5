// Clerk for unit tests on a port of 127.0.0.1: the Frontend API's public keys and the Backend API's verification of
// opaque tokens, which both fail on command.
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
export interface FakeClerkApi {
  /** `http://127.0.0.1:<port>`; serves as issuer, too. */
  readonly apiUrl: string;
  /** Set one to let the endpoint misbehave, delete it to let it recover. */
  readonly faults: { jwks?: Fault; verify?: Fault };
  /** What the metadata names instead of the usual address, which then answers 404. */
  readonly keys: { jwksUri?: unknown };
  /** Every request so far, oldest first. */
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
const JWKS = "/.well-known/jwks.json";
const METADATA = "/.well-known/oauth-authorization-server";

/**
 * Starts the API.
 *
 * @param published public keys by `kid`; read on every request
 * @param opaque descriptions by token; read on every request
 */
export function serveClerkApi(
  published: ReadonlyMap<string, JWK>,
  opaque: ReadonlyMap<string, unknown>,
): FakeClerkApi {
  const faults: FakeClerkApi["faults"] = {};
  const requests: FakeClerkApi["requests"] = [];
  const keys: FakeClerkApi["keys"] = {};
  const line = openLine(async (request, cut) => {
    const { origin, pathname: path } = new URL(request.url);
    requests.push({ method: request.method, path });
    const fault = faults[path === VERIFY ? "verify" : "jwks"];
    if (fault) return await misbehave(fault, cut);
    if (path !== VERIFY) {
      const authorization = request.headers.get("authorization");
      assert.equal(authorization, null, "the key belongs to the Backend API");
      if (path === METADATA) return Response.json({ issuer: origin, jwks_uri: keys.jwksUri });
      const served = "jwksUri" in keys ? "/elsewhere" : JWKS;
      if (path !== served) return problem(404, "resource_not_found");
      return Response.json({ keys: [...published.values()] });
    }
    if (request.headers.get("authorization") !== `Bearer ${SECRET_KEY}`) {
      return problem(401, "clerk_key_invalid");
    }
    const description = opaque.get((await request.json()).access_token);
    return description ? Response.json(description) : problem(404, "resource_not_found");
  });
  const { disconnect, reconnect } = line;
  const apiUrl = `http://127.0.0.1:${line.port}`;
  return { apiUrl, faults, keys, requests, disconnect, reconnect, stop: disconnect };
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
