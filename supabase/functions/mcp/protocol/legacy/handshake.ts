// Responds to `initialize` with the SDK's low-level server, which negotiates the MCP revision. Each request gets its
// own server, because shared servers have leaked data between clients (CVE-2026-25536).

// @ts-types="@modelcontextprotocol/sdk/server/index"
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { ErrorCode, failure, type JsonRpcRequest, type JsonRpcResponse } from "../json_rpc.ts";
import type { ServerInfo } from "../revision.ts";
import { Exchange } from "./exchange.ts";
import { rebuiltHandshake } from "./handshake_params.ts";

// Replaces the SDK's JSON Schema validator, whose construction takes most of a handshake's time. The SDK uses a validator
// only for elicitation.
const noValidator = {
  getValidator(): never {
    throw new Error("No validator: this server requests no input from clients");
  },
};

/** Responds to an `initialize` request (MCP 2025-11-25, basic/lifecycle); never throws. */
export async function initialize(
  { id, method, params }: JsonRpcRequest,
  { instructions, ...serverInfo }: ServerInfo,
  capabilities: Readonly<Record<string, object>>,
): Promise<JsonRpcResponse> {
  const handshake = rebuiltHandshake(params);
  if (!handshake) {
    const message = `Invalid params for ${method}: protocolVersion must be a string; ` +
      "capabilities, clientInfo and _meta objects; name and version strings";
    return failure(id, ErrorCode.InvalidParams, message);
  }
  const options = { capabilities, instructions, jsonSchemaValidator: noValidator };
  const server = new Server(serverInfo, options);
  const exchange = new Exchange();
  await server.connect(exchange);
  const response = await exchange.request({ jsonrpc: "2.0", id: 0, method, params: handshake });
  return { ...response, id };
}
