// MCP revisions up to 2025-11-25. Each request gets one JSON response; there are no sessions and no streams.

import type { Tool } from "../../primitives/tool.ts";
import { InputRequired, NO_CLIENT_INPUT } from "../../primitives/client_input.ts";
import type { NameStyle } from "../../../_shared/tool_names.ts";
import type { CallContext } from "../call_context.ts";
import { type Handler, type Handlers, run } from "../features/handler.ts";
import type { Features } from "../features/mod.ts";
import {
  ErrorCode,
  failure,
  JsonRpcError,
  type JsonRpcRequest,
  type JsonRpcResponse,
} from "../json_rpc.ts";
import type { Message, ProtocolResponse, Revision, ServerInfo } from "../revision.ts";

/** Supported revisions, newest first. */
export const LEGACY_VERSIONS = [
  "2025-11-25",
  "2025-06-18",
  "2025-03-26",
  "2024-11-05",
  "2024-10-07",
];

const ping: Handler = () => ({});

export function createLegacy(identity: ServerInfo, features: Features): Revision {
  const handlers: Handlers = new Map(features.handlers).set("ping", ping);
  const identityFor = (names: NameStyle) => ({
    ...identity,
    instructions: features.spellings[names](identity.instructions),
  });

  async function respond(
    request: JsonRpcRequest,
    tool: Tool | undefined,
    context: CallContext,
  ): Promise<JsonRpcResponse> {
    const { id, method, params = {} } = request;
    if (method === "initialize") {
      // Loaded with the first handshake, because no other request needs the SDK.
      const { initialize } = await import("./handshake.ts");
      return await initialize(request, identityFor(context.nameStyle), features.capabilities);
    }
    const handler = handlers.get(method);
    if (!handler) return failure(id, ErrorCode.MethodNotFound, "Method not found");
    const result = await run(handler, params, {
      ...context,
      tool,
      client: NO_CLIENT_INPUT,
      spell: features.spellings[context.nameStyle],
    });
    return { jsonrpc: "2.0", id, result };
  }

  return {
    knows: (method) => method === "initialize" || handlers.has(method),
    read(message, headers) {
      const invalid = malformed(message, headers);
      if (invalid) return invalid;
      if (message.kind !== "request") return undefined;
      const { request, target: { tool } } = message;
      return async (context) => {
        const body = await respond(request, tool, context).catch((error) => failed(request, error));
        return { status: 200, body };
      };
    },
    success: (id, result) => ({ jsonrpc: "2.0", id, result }),
    error: (id, _status, message) => failure(id, ErrorCode.Transport, message),
  };
}

// Rejects an unsupported version in the header. A message without the header has revision 2025-03-26, and `initialize`
// names its revision in the body (MCP 2025-11-25, basic/transports). The error code is a legacy one: with a modern
// code, clients would not try a legacy revision.
function malformed(message: Message, headers: Headers): ProtocolResponse | undefined {
  const version = headers.get("MCP-Protocol-Version");
  const request = message.kind === "request" ? message.request : undefined;
  const negotiates = request?.method === "initialize";
  if (version === null || negotiates || LEGACY_VERSIONS.includes(version)) return undefined;
  const text = "Bad Request: Unsupported protocol version in MCP-Protocol-Version";
  return { status: 400, body: failure(request?.id ?? null, ErrorCode.Transport, text) };
}

function failed({ id, method }: JsonRpcRequest, error: unknown): JsonRpcResponse {
  if (error instanceof InputRequired) {
    const text =
      `${method} needs further input from you: use a client that supports MCP 2026-07-28`;
    return failure(id, ErrorCode.InvalidRequest, text);
  }
  if (!(error instanceof JsonRpcError)) throw error;
  return failure(id, error.code, error.message, error.data);
}
