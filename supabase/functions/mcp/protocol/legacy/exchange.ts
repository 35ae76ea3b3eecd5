// A transport for the MCP SDK that carries one request and its response, without HTTP.

// @ts-types="@modelcontextprotocol/sdk/shared/transport"
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
// @ts-types="@modelcontextprotocol/sdk/types"
import type { JSONRPCMessage } from "@modelcontextprotocol/sdk/types.js";
import type { JsonRpcRequest, JsonRpcResponse } from "../json_rpc.ts";

/** Delivers one request to a connected SDK server and returns its response. */
export class Exchange implements Transport {
  onmessage?: NonNullable<Transport["onmessage"]>;
  onclose?: () => void;
  onerror?: (error: Error) => void;
  #response = Promise.withResolvers<JsonRpcResponse>();

  start(): Promise<void> {
    return Promise.resolve();
  }

  /** Called by the SDK's server. Ignores notifications and requests: the HTTP response holds one JSON-RPC response. */
  send(message: JSONRPCMessage): Promise<void> {
    if (!("method" in message)) this.settle(message as JsonRpcResponse);
    return Promise.resolve();
  }

  /** Sets the response. Later calls have no effect. */
  settle(response: JsonRpcResponse): void {
    this.#response.resolve(response);
  }

  close(): Promise<void> {
    this.onclose?.();
    return Promise.resolve();
  }

  request(request: JsonRpcRequest): Promise<JsonRpcResponse> {
    this.onmessage?.(request);
    return this.#response.promise;
  }
}
