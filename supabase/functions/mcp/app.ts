// The HTTP floor of function mcp: routes, Origin, content type, size, how much at a time, and the
// last-resort error. Knows no method of MCP.

import { Hono } from "hono";
import { PREFLIGHT_HEADERS } from "../_shared/cors.ts";
import { type Answer, send } from "./answer.ts";
import { createCapacity } from "./capacity.ts";
import type { Endpoint } from "./endpoint.ts";
import { ErrorCode, failure } from "./protocol/json_rpc.ts";
import { readBody, type UnreadableBody } from "./request_body.ts";
import { beginRecord, lineOf, type RequestRecord, serverTimingOf } from "./request_record.ts";

/** The largest body: 1 MiB of content fits, escaped, unless most of it is control characters. */
const MAX_BODY_BYTES = 4 * 1024 * 1024;
/** Bodies at a time, in bytes: as text, parsed and sent on, each takes several times as much of 256 MB. */
const MAX_BODIES_BYTES = 32 * 1024 * 1024;
/** A client would wait no longer for an answer than a body is waited for. */
const STALL_MS = 4_000;
/** Requests answered at a time. More would wait for the same database, and each longer than the last. */
const MAX_REQUESTS = 256;

/** Web pages that may call us: the clients everybody uses; more by configuration. */
const KNOWN_ORIGINS = ["https://chatgpt.com", "https://chat.openai.com", "https://claude.ai"];

const OVERLOADED: Answer = {
  status: 503,
  headers: { "Retry-After": "1" },
  body: failure(null, ErrorCode.InternalError, "The server is busy; try again in a second"),
};
const UNREADABLE: Record<UnreadableBody, Answer> = {
  interrupted: refused(400, "The body broke off"),
  stalled: refused(408, "The body did not come in time"),
  too_large: refused(413, `The body may have ${MAX_BODY_BYTES} bytes at most`),
  // No text, so no JSON: the code that clients of every revision know.
  not_utf8: { status: 400, body: failure(null, ErrorCode.ParseError, "The body is not UTF-8") },
  no_room: OVERLOADED,
};
const FOREIGN_ORIGIN = refused(403, "This Origin is not allowed");
const NOT_JSON = refused(415, "Content-Type must be application/json");
const NOT_POST = refused(405, "Method not allowed: POST one message", { Allow: "POST" });

export interface AppParts {
  endpoint: Endpoint;
  /** Public URL of this endpoint: its own origin is let in. */
  resource: string;
  /** Origins to be let in besides that and the known clients'. */
  allowedOrigins: readonly string[];
  version: string;
  report(requestId: string, error: unknown): void;
  /** Gets what makes the line of each request that was answered. */
  tell(line: () => string): void;
}

/** @returns the app; serve its `fetch` */
export function createApp(parts: AppParts): Hono {
  const { endpoint, resource, allowedOrigins, version, report, tell } = parts;
  const app = new Hono();
  const origins = new Set([new URL(resource).origin, ...KNOWN_ORIGINS, ...allowedOrigins]);
  const [requests, memory] = [createCapacity(MAX_REQUESTS), createCapacity(MAX_BODIES_BYTES)];

  async function answerPost(request: Request, record: RequestRecord): Promise<Answer> {
    // First of all, since a refusal of what is still being sent may not arrive.
    const read = await readBody(request, { bytes: MAX_BODY_BYTES, memory, stallMs: STALL_MS });
    const origin = request.headers.get("Origin");
    // Foreign pages must not reach us through a visitor's browser (MCP, basic/transports, Security).
    const refusal = origin !== null && !origins.has(origin)
      ? FOREIGN_ORIGIN
      : isJson(request.headers.get("Content-Type"))
      ? undefined
      : NOT_JSON;
    if ("refused" in read) return refusal ?? UNREADABLE[read.refused];
    const taken = !refusal && requests.take(1);
    try {
      return refusal ?? (taken ? await endpoint(request.headers, read.text, record) : OVERLOADED);
    } finally {
      if (taken) requests.give(1);
      memory.give(read.held);
    }
  }

  function finish(record: RequestRecord, answer: Answer): Response {
    tell(() => lineOf(record, answer));
    return send(answer, { "X-Request-Id": record.id, "Server-Timing": serverTimingOf(record) });
  }

  app.post("/mcp", async ({ req }) => {
    const record = beginRecord(req.raw.headers);
    try {
      return finish(record, await answerPost(req.raw, record));
    } catch (error) {
      report(record.id, error);
      record.failed = true;
      const message = `Internal error (request ${record.id})`;
      return finish(record, {
        status: 500,
        body: failure(null, ErrorCode.InternalError, message),
      });
    }
  });

  const fixed = (method: string, answer: Answer) => ({ req }: { req: { raw: Request } }) => {
    const record = beginRecord(req.raw.headers);
    record.description = { method };
    return finish(record, answer);
  };
  app.options("*", fixed("preflight", { status: 204, headers: PREFLIGHT_HEADERS }));
  // Stateless: there is no stream to open with GET and no session to end with DELETE.
  app.all("/mcp", fixed("not POST", NOT_POST));
  app.get("/mcp/health", fixed("health", { status: 200, body: { status: "ok", version } }));
  // Not a redirect to the right address, on which clients would lose their token.
  const message = `There is nothing here. The MCP endpoint is ${resource}`;
  app.notFound(fixed("nothing here", { status: 404, body: { error: "not_found", message } }));
  return app;
}

// What the client speaks is not known yet: a code of JSON-RPC's own belongs to every revision.
function refused(status: number, message: string, headers: Record<string, string> = {}): Answer {
  return { status, headers, body: failure(null, ErrorCode.InvalidRequest, message) };
}

function isJson(contentType: string | null): boolean {
  return contentType?.split(";")[0]?.trim().toLowerCase() === "application/json";
}
