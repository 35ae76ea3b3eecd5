// MCP from revision 2026-07-28 on: no handshake, every request says all there is to know of it.

import { InputRequired } from "../../primitives/client_input.ts";
import type { CallContext } from "../call_context.ts";
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
import type { Reply, Revision, ServerIdentity } from "../revision.ts";
import { cachingOf } from "./caching.ts";
import { clientInputOf, inputRequiredResult } from "./input_required.ts";
import { invalidRequest, SUPPORTED_VERSIONS } from "./request.ts";
import { parseRequestMeta, SERVER_INFO } from "./request_meta.ts";
import { closure, listen } from "./subscriptions.ts";

/** @returns these revisions, with everything prepared that does not depend on a request */
export function createModern(identity: ServerIdentity, features: Features): Revision {
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

  async function resultOf({ method, params = {} }: JsonRpcRequest, context: CallContext) {
    const handler = handlers.get(method);
    if (!handler) throw new JsonRpcError(ErrorCode.MethodNotFound, "Method not found");
    const client = clientInputOf(params, parseRequestMeta(params)?.clientCapabilities ?? {});
    try {
      return {
        ...await run(handler, params, {
          ...context,
          client,
          spell: features.spellings[context.names],
        }),
        ...cachingOf(method, params),
      };
    } catch (error) {
      if (error instanceof InputRequired) return inputRequiredResult(error, client.capabilities);
      throw error;
    }
  }

  return {
    knows: (method) => method === "subscriptions/listen" || handlers.has(method),
    malformed: (message, headers) =>
      message.kind === "request" ? invalidRequest(message.request, headers, features) : undefined,
    async answer(request, context) {
      const { id, method, params } = request;
      try {
        if (method === "subscriptions/listen") {
          return { status: 200, events: listen(id, params), body: success(id, closure(id)) };
        }
        return { status: 200, body: success(id, await resultOf(request, context)) };
      } catch (error) {
        return failed(id, error);
      }
    },
    success,
    // New codes belong outside JSON-RPC's reserved range (basic, Error Codes); the status says it all.
    refusal: (id, status, message) => failure(id, status, message),
  };
}

/** Statuses of the errors that have one (basic/transports/streamable-http); the others go with 200. */
const STATUS: Readonly<Record<number, number>> = {
  [ErrorCode.MethodNotFound]: 404,
  [ErrorCode.MissingRequiredClientCapability]: 400,
};

function failed(id: RequestId, error: unknown): Reply {
  if (!(error instanceof JsonRpcError)) throw error;
  // A code of older revisions, which this one forbids and replaces (server/resources, Error Handling).
  const code = error.code === ErrorCode.ResourceNotFound ? ErrorCode.InvalidParams : error.code;
  return { status: STATUS[code] ?? 200, body: failure(id, code, error.message, error.data) };
}
