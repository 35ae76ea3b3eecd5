// The HTTP floor of function mcp: routes, Origin, content type, size, request id, and the last-resort
// error. Knows no method of MCP.

import { Hono } from "hono";
import { PREFLIGHT_HEADERS } from "../_shared/cors.ts";
import { type Answer, send } from "./answer.ts";
import type { Endpoint } from "./endpoint.ts";
import { ErrorCode, failure } from "./protocol/json_rpc.ts";
import { readBody, type UnreadableBody } from "./request_body.ts";

/** The largest body: 1 MiB of content fits, escaped, unless most of it is control characters. */
const MAX_BODY_BYTES = 4 * 1024 * 1024;

/** Web pages that may call us: the clients everybody uses; more by configuration. */
const KNOWN_ORIGINS = ["https://chatgpt.com", "https://chat.openai.com", "https://claude.ai"];

const UNREADABLE: Record<UnreadableBody, Answer> = {
  interrupted: refused(400, "The body broke off"),
  too_large: refused(413, `The body may have ${MAX_BODY_BYTES} bytes at most`),
  // No text, so no JSON: the code that clients of every revision know.
  not_utf8: { status: 400, body: failure(null, ErrorCode.ParseError, "The body is not UTF-8") },
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
}

/** @returns the app; serve its `fetch` */
export function createApp(parts: AppParts): Hono {
  const { endpoint, resource, allowedOrigins, version, report } = parts;
  const app = new Hono();
  const origins = new Set([new URL(resource).origin, ...KNOWN_ORIGINS, ...allowedOrigins]);

  async function answerPost(request: Request, requestId: string): Promise<Answer> {
    // First of all, since a refusal of what is still being sent may not arrive.
    const read = await readBody(request, MAX_BODY_BYTES);
    const origin = request.headers.get("Origin");
    // Foreign pages must not reach us through a visitor's browser (MCP, basic/transports, Security).
    if (origin !== null && !origins.has(origin)) return FOREIGN_ORIGIN;
    if (!isJson(request.headers.get("Content-Type"))) return NOT_JSON;
    if ("refused" in read) return UNREADABLE[read.refused];
    return await endpoint(request.headers, read.text, requestId);
  }

  app.post("/mcp", async ({ req }) => {
    const requestId = crypto.randomUUID();
    try {
      return send(await answerPost(req.raw, requestId), requestId);
    } catch (error) {
      report(requestId, error);
      const message = `Internal error (request ${requestId})`;
      return send(
        { status: 500, body: failure(null, ErrorCode.InternalError, message) },
        requestId,
      );
    }
  });

  const fixed = (answer: Answer) => () => send(answer, crypto.randomUUID());
  app.options("*", fixed({ status: 204, headers: PREFLIGHT_HEADERS }));
  // Stateless: there is no stream to open with GET and no session to end with DELETE.
  app.all("/mcp", fixed(NOT_POST));
  app.get("/mcp/health", fixed({ status: 200, body: { status: "ok", version } }));
  // Not a redirect to the right address, on which clients would lose their token.
  const message = `There is nothing here. The MCP endpoint is ${resource}`;
  app.notFound(fixed({ status: 404, body: { error: "not_found", message } }));
  return app;
}

// What the client speaks is not known yet: a code of JSON-RPC's own belongs to every revision.
function refused(status: number, message: string, headers: Record<string, string> = {}): Answer {
  return { status, headers, body: failure(null, ErrorCode.InvalidRequest, message) };
}

function isJson(contentType: string | null): boolean {
  return contentType?.split(";")[0]?.trim().toLowerCase() === "application/json";
}
