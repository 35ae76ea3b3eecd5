// JSON-RPC 2.0 as MCP uses it: parses one message from text, and builds error responses.

import { isObject } from "../json/value.ts";
import { exceededLimit } from "../json/limits.ts";

/** A request's id; MCP forbids `null`. */
export type RequestId = string | number;

export interface JsonRpcRequest {
  jsonrpc: "2.0";
  id: RequestId;
  method: string;
  params?: Record<string, unknown>;
}

export interface JsonRpcFailure {
  jsonrpc: "2.0";
  id: RequestId | null;
  error: { code: number; message: string; data?: unknown };
}

export interface JsonRpcSuccess {
  jsonrpc: "2.0";
  id: RequestId;
  result: Record<string, unknown>;
}

export type JsonRpcResponse = JsonRpcSuccess | JsonRpcFailure;

/** The message of one POST. Notifications and responses get no JSON-RPC response. */
type Incoming =
  | { kind: "request"; request: JsonRpcRequest }
  | { kind: "notification" | "response" }
  | { kind: "invalid"; failure: JsonRpcFailure };

/** Error codes: of JSON-RPC §5.1, of MCP up to 2025-11-25, and of MCP from 2026-07-28 on, in this order. */
export const ErrorCode = {
  ParseError: -32700,
  InvalidRequest: -32600,
  MethodNotFound: -32601,
  InvalidParams: -32602,
  InternalError: -32603,
  Transport: -32000,
  ResourceNotFound: -32002,
  HeaderMismatch: -32020,
  MissingRequiredClientCapability: -32021,
  UnsupportedProtocolVersion: -32022,
} as const;

/** Thrown by a method's handler to respond with a protocol error. */
export class JsonRpcError extends Error {
  override name = "JsonRpcError";
  constructor(readonly code: number, message: string, readonly data?: unknown) {
    super(message);
  }
}

/** An error response; `id` is `null` if the request's id is unreadable. */
export function failure(
  id: RequestId | null,
  code: number,
  message: string,
  data?: unknown,
): JsonRpcFailure {
  return { jsonrpc: "2.0", id, error: { code, message, ...(data !== undefined && { data }) } };
}

/** Maximum characters of an id. The response repeats the id, so this limits the response too. */
const MAX_ID_LENGTH = 1_000;

/** Parses the body of a POST into one message; never throws. */
export function parseMessage(text: string): Incoming {
  const exceeded = exceededLimit(text);
  if (exceeded !== undefined) {
    const reason = `The body holds ${exceeded}; send long content as one string`;
    return invalid(null, ErrorCode.InvalidRequest, reason);
  }
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    return invalid(null, ErrorCode.ParseError, "The body is not JSON");
  }
  // MCP removed batches in revision 2025-06-18; this server accepts them in no revision.
  if (Array.isArray(message)) {
    return invalid(
      null,
      ErrorCode.InvalidRequest,
      "Batches are not supported: send one message per POST",
    );
  }
  return isObject(message) ? readMessage(message) : invalidRequest(null, "not an object");
}

function readMessage(message: Record<string, unknown>): Incoming {
  const { jsonrpc, id, method, params } = message;
  const readableId = isRequestId(id) && String(id).length <= MAX_ID_LENGTH ? id : null;
  if (jsonrpc !== "2.0") return invalidRequest(readableId, '"jsonrpc" must be "2.0"');
  if (method === undefined && ("result" in message || "error" in message)) {
    return { kind: "response" };
  }
  if (typeof method !== "string") return invalidRequest(readableId, '"method" must be a string');
  if (params !== undefined && params !== null && !isObject(params)) {
    return invalidRequest(readableId, '"params" must be an object');
  }
  if (id === undefined) return { kind: "notification" };
  if (!isRequestId(id)) return invalidRequest(null, '"id" must be a string or an integer');
  if (typeof id === "string" && id.length > MAX_ID_LENGTH) {
    return invalidRequest(null, `"id" may have ${MAX_ID_LENGTH} characters at most`);
  }
  if (params) removeNulls(params);
  return { kind: "request", request: { jsonrpc, id, method, ...(params && { params }) } };
}

function invalidRequest(id: RequestId | null, reason: string): Incoming {
  return invalid(id, ErrorCode.InvalidRequest, `Not a JSON-RPC message: ${reason}`);
}

function invalid(id: RequestId | null, code: number, message: string): Incoming {
  return { kind: "invalid", failure: failure(id, code, message) };
}

function isRequestId(id: unknown): id is RequestId {
  return typeof id === "string" || Number.isSafeInteger(id);
}

// Some clients send `null` for absent params. Edits the object in place, because a copy of large params could exhaust
// the worker's memory.
function removeNulls(object: Record<string, unknown>): void {
  for (const name of Object.keys(object)) if (object[name] === null) delete object[name];
}
