// MCP up to revision 2025-11-25, spoken by the SDK's low-level server, one for each request: shared
// servers have answered one client with another's data (CVE-2026-25536). What takes time to make
// (descriptors, schemas, handlers) is made once, before.

// @ts-types="@modelcontextprotocol/sdk/server/index"
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
// @ts-types="@modelcontextprotocol/sdk/types"
import { type Result, SUPPORTED_PROTOCOL_VERSIONS } from "@modelcontextprotocol/sdk/types.js";
import { type CallContext, callTool } from "./call_tool.ts";
import type { Catalogue } from "./catalogue.ts";
import { Exchange } from "./exchange.ts";
import {
  ErrorCode,
  failure,
  isObject,
  JsonRpcError,
  type JsonRpcFailure,
  type JsonRpcRequest,
  type JsonRpcResponse,
} from "./json_rpc.ts";

/** How this server introduces itself in `initialize`. */
export interface ServerIdentity {
  name: string;
  title: string;
  version: string;
  /** Told to the model; clients may cut it after 512 characters. */
  instructions: string;
}

/** Answers one request; never throws. */
export type AnswerRequest = (
  request: JsonRpcRequest,
  context: CallContext,
) => Promise<JsonRpcResponse>;

/** A tool's name has 128 characters at most; what a caller gives back is bounded by it. */
const MAX_NAME = 128;

// Only elicitation would use it; by default each server builds one, at the cost of all the rest.
const noValidator = {
  getValidator(): never {
    throw new Error("This server asks clients for nothing");
  },
};

/** Answers one method's params with its result. */
type Handler = (params: JsonRpcRequest["params"], context: CallContext) => unknown;

/** @returns the answering function of these revisions, with everything about the tools prepared */
export function createLegacy(identity: ServerIdentity, catalogue: Catalogue): AnswerRequest {
  const { instructions, ...serverInfo } = identity;
  const options = { capabilities: { tools: {} }, instructions, jsonSchemaValidator: noValidator };
  const handlers = handlersOf(catalogue);

  return async (request, context) => {
    const server = new Server(serverInfo, options);
    // `initialize` and `ping` are the SDK's. The rest comes here instead of by setRequestHandler,
    // which would wrap every handler anew and validate every message twice more.
    server.fallbackRequestHandler = async ({ method, params }) => {
      const handler = handlers.get(method);
      if (!handler) throw new JsonRpcError(ErrorCode.MethodNotFound, "Method not found");
      return await handler(params, context) as Result;
    };
    const exchange = new Exchange();
    await server.connect(exchange);
    // What the server takes for no request at all (a malformed `_meta`) it reports and never answers.
    server.onerror = () => exchange.settle(invalidParams(request));
    return withoutDump(request, await exchange.ask(withoutTask(request)));
  };
}

function handlersOf(catalogue: Catalogue): Map<string, Handler> {
  const listed = { tools: catalogue.descriptors };
  return new Map<string, Handler>([
    ["tools/list", () => listed],
    ["tools/call", (params = {}, context) => {
      const { name, arguments: input } = params;
      if (typeof name !== "string" || (input !== undefined && !isObject(input))) {
        throw new JsonRpcError(ErrorCode.InvalidParams, "Invalid params for tools/call");
      }
      const tool = catalogue.find(name);
      if (!tool) {
        throw new JsonRpcError(ErrorCode.InvalidParams, `Unknown tool: ${name.slice(0, MAX_NAME)}`);
      }
      return callTool(tool, input, context);
    }],
  ]);
}

/**
 * Whether a request's `MCP-Protocol-Version` header is one of ours; absent means 2025-03-26, and
 * `initialize` negotiates in its body instead (MCP 2025-11-25, basic/transports).
 */
export function isSupportedRevision(header: string | null, method: string): boolean {
  return header === null || method === "initialize" || SUPPORTED_PROTOCOL_VERSIONS.includes(header);
}

// Who offers no tasks must ignore that one is asked for (MCP 2025-11-25, basic/utilities/tasks); the
// SDK's server would refuse the request.
function withoutTask(request: JsonRpcRequest): JsonRpcRequest {
  if (request.params?.task === undefined) return request;
  const { task: _, ...params } = request.params;
  return { ...request, params };
}

// Our handlers throw nothing but JsonRpcError, so an internal error is the SDK refusing the params of
// its own methods, told as a dump of its validator.
function withoutDump(request: JsonRpcRequest, response: JsonRpcResponse): JsonRpcResponse {
  if (!("error" in response) || response.error.code !== ErrorCode.InternalError) return response;
  return invalidParams(request);
}

function invalidParams({ id, method }: JsonRpcRequest): JsonRpcFailure {
  return failure(id, ErrorCode.InvalidParams, `Invalid params for ${method}`);
}
