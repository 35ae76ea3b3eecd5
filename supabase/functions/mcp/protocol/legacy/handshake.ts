// `initialize`, answered by the SDK's low-level server, which negotiates the revision: a fresh one
// for each, since shared ones have answered one client with another's data (CVE-2026-25536).

// @ts-types="@modelcontextprotocol/sdk/server/index"
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { ErrorCode, failure, type JsonRpcRequest, type JsonRpcResponse } from "../json_rpc.ts";
import type { ServerInfo } from "../revision.ts";
import { Exchange } from "./exchange.ts";
import { rebuiltHandshake } from "./handshake_params.ts";

// Only elicitation would use it; by default each server builds one, at the cost of all the rest.
const noValidator = {
  getValidator(): never {
    throw new Error("This server asks clients for nothing");
  },
};

/** Answers an `initialize` request (MCP 2025-11-25, basic/lifecycle); never throws. */
export async function initialize(
  { id, method, params }: JsonRpcRequest,
  { instructions, ...serverInfo }: ServerInfo,
  capabilities: Readonly<Record<string, object>>,
): Promise<JsonRpcResponse> {
  const handshake = rebuiltHandshake(params);
  if (!handshake) return failure(id, ErrorCode.InvalidParams, `Invalid params for ${method}`);
  const options = { capabilities, instructions, jsonSchemaValidator: noValidator };
  const server = new Server(serverInfo, options);
  const exchange = new Exchange();
  await server.connect(exchange);
  const response = await exchange.ask({ jsonrpc: "2.0", id: 0, method, params: handshake });
  return { ...response, id };
}
