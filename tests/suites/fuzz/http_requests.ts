// Messages as HTTP requests: as clients send them, with odd headers, with other methods and paths, and with
// bodies that something happened to on the way.

import fc from "fast-check";
import { bearer } from "./bearers.ts";
import { anyCall, type ListedTool } from "./calls.ts";
import { type Message, messages } from "./envelope.ts";
import { oddHeader } from "./odd_headers.ts";
import { mutated } from "./mutations.ts";
import type { Bearer, FuzzRequest } from "./request.ts";

const TYPE = ["Content-Type", "application/json"] as const;

const PATHS = [
  "/mcp/",
  "/mcp/health",
  "/mcp//",
  "/mcp/%00",
  "/mcp/..;/",
  "/",
  "/mcp/%zz",
  "/mcp?a=%ff",
  "/MCP",
  "//mcp",
];
const METHODS = [
  "GET",
  "PUT",
  "PATCH",
  "DELETE",
  "OPTIONS",
  "HEAD",
  "PROPFIND",
  "A!",
  "post",
  "Post",
];

function posted([{ text, headers, id }, bearer]: [Message, Bearer]): FuzzRequest {
  const body = new TextEncoder().encode(text);
  const request = { method: "POST", path: "/mcp", headers: [TYPE, ...headers], bearer, body };
  return id !== undefined && idIn(text) === id ? { ...request, id } : request;
}

// Without JSON, or with a second id, the id in the answer is undefined.
function idIn(text: string): unknown {
  try {
    return JSON.parse(text).id;
  } catch {
    return undefined;
  }
}

/** Nothing is known of an answer's id any more. */
function changed({ id: _, ...request }: FuzzRequest, changes: Partial<FuzzRequest>): FuzzRequest {
  return { ...request, ...changes };
}

/** @returns what fetch can send: a header's or a request's own form is always kept */
export function httpRequests(tools: readonly ListedTool[]): fc.Arbitrary<FuzzRequest> {
  const good = fc.tuple(messages(anyCall(tools)), bearer).map(posted);
  const broken = good.chain((request) =>
    mutated(request.body ?? new Uint8Array()).map((body) => changed(request, { body }))
  );
  const oddHeaders = fc.tuple(good, fc.array(oddHeader, { minLength: 1, maxLength: 3 }))
    .map(([request, more]) => changed(request, { headers: [...request.headers, ...more] }));
  const elsewhere = fc.tuple(good, fc.constantFrom(...PATHS))
    .map(([request, path]) => changed(request, { path }));
  const otherMethod = fc.tuple(good, fc.constantFrom(...METHODS), fc.constantFrom("/mcp", ...PATHS))
    .map(([{ body: _, ...request }, method, path]) => changed(request, { method, path }));
  return fc.oneof(
    { weight: 14, arbitrary: good },
    { weight: 3, arbitrary: broken },
    { weight: 3, arbitrary: oddHeaders },
    { weight: 1, arbitrary: elsewhere },
    { weight: 1, arbitrary: otherMethod },
  );
}
