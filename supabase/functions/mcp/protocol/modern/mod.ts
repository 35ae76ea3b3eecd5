// MCP revisions from 2026-07-28 on. They have no handshake: each request is self-contained.

import { InputRequired } from "../../primitives/client_input.ts";
import type { HandlerContext } from "../call_context.ts";
import { run } from "../features/handler.ts";
import type { Features } from "../features/mod.ts";
import {
  ErrorCode,
  failure,
  JsonRpcError,
  type JsonRpcRequest,
  type JsonRpcSuccess,
  type RequestId,
} from "../json_rpc.ts";
import type { ProtocolResponse, Revision, ServerInfo } from "../revision.ts";
import { cachingOf } from "./caching.ts";
import { clientInputOf, inputRequiredResult } from "./input_required.ts";
import { invalidRequest, SUPPORTED_VERSIONS } from "./request.ts";
import { parseRequestMeta, type RequestMeta, SERVER_INFO } from "./request_meta.ts";
import { closure, listen } from "./subscriptions.ts";

export function createModern(identity: ServerInfo, features: Features): Revision {
  const { instructions, ...serverInfo } = identity;
  const { capabilities } = features;
  const handlers = new Map(features.handlers).set("server/discover", (_params, { spell }) => ({
    supportedVersions: SUPPORTED_VERSIONS,
    capabilities,
    instructions: spell(instructions),
  }));

  function success(id: RequestId, result: Record<string, unknown>): JsonRpcSuccess {
    const _meta = { ...result._meta as object | undefined, [SERVER_INFO]: serverInfo };
    return { jsonrpc: "2.0", id, result: { resultType: "complete", ...result, _meta } };
  }

  async function resultOf(
    { method, params = {} }: JsonRpcRequest,
    clientCapabilities: RequestMeta["clientCapabilities"],
    context: Omit<HandlerContext, "client" | "spell">,
  ) {
    const handler = handlers.get(method);
    if (!handler) throw new JsonRpcError(ErrorCode.MethodNotFound, "Method not found");
    const client = clientInputOf(params, clientCapabilities);
    try {
      const spell = features.spellings[context.nameStyle];
      const result = await run(handler, params, { ...context, client, spell });
      return { ...result, ...cachingOf(method, params) };
    } catch (error) {
      if (error instanceof InputRequired) return inputRequiredResult(error, client.capabilities);
      throw error;
    }
  }

  return {
    knows: (method) => method === "subscriptions/listen" || handlers.has(method),
    read(message, headers) {
      if (message.kind !== "request") return undefined;
      const { request, claimedVersion, target: { tool } } = message;
      const { id, method, params } = request;
      const meta = parseRequestMeta(claimedVersion, params);
      const paramHeaders = tool ? features.paramHeadersOf(tool) : [];
      const invalid = invalidRequest(request, meta, headers, paramHeaders);
      if (invalid) return invalid;
      return async (context) => {
        try {
          if (method === "subscriptions/listen") {
            return { status: 200, events: listen(id, params), body: success(id, closure(id)) };
          }
          const { clientCapabilities = {} } = meta ?? {};
          const result = await resultOf(request, clientCapabilities, { ...context, tool });
          return { status: 200, body: success(id, result) };
        } catch (error) {
          return failed(id, error);
        }
      };
    },
    success,
    // The HTTP status is also the error code: a server's own codes must be outside JSON-RPC's reserved range (MCP
    // basic, Error Codes).
    error: (id, status, message) => failure(id, status, message),
  };
}

/** The HTTP status of each error code (basic/transports/streamable-http). Other codes have status 200. */
const STATUS: Readonly<Record<number, number>> = {
  [ErrorCode.MethodNotFound]: 404,
  [ErrorCode.MissingRequiredClientCapability]: 400,
};

function failed(id: RequestId, error: unknown): ProtocolResponse {
  if (!(error instanceof JsonRpcError)) throw error;
  // ResourceNotFound exists only in older revisions. Modern ones use InvalidParams (server/resources, Error Handling).
  const code = error.code === ErrorCode.ResourceNotFound ? ErrorCode.InvalidParams : error.code;
  return { status: STATUS[code] ?? 200, body: failure(id, code, error.message, error.data) };
}
