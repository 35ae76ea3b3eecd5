// The SDK's idea of a transport, reduced to one request and its response: HTTP is handled outside.

// @ts-types="@modelcontextprotocol/sdk/shared/transport"
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
// @ts-types="@modelcontextprotocol/sdk/types"
import type { JSONRPCMessage } from "@modelcontextprotocol/sdk/types.js";
import type { JsonRpcRequest, JsonRpcResponse } from "../json_rpc.ts";

/** Carries one request into an SDK server that was connected to it, and the response out. */
export class Exchange implements Transport {
  onmessage?: NonNullable<Transport["onmessage"]>;
  onclose?: () => void;
  onerror?: (error: Error) => void;
  #answer = Promise.withResolvers<JsonRpcResponse>();

  start(): Promise<void> {
    return Promise.resolve();
  }

  /** Called by the server. Anything but the response has nowhere to go in a JSON answer. */
  send(message: JSONRPCMessage): Promise<void> {
    if (!("method" in message)) this.settle(message as JsonRpcResponse);
    return Promise.resolve();
  }

  /** Ends the exchange with this response; only the first one counts. */
  settle(response: JsonRpcResponse): void {
    this.#answer.resolve(response);
  }

  close(): Promise<void> {
    this.onclose?.();
    return Promise.resolve();
  }

  /** Delivers the request and resolves with the server's response to it. */
  ask(request: JsonRpcRequest): Promise<JsonRpcResponse> {
    this.onmessage?.(request);
    return this.#answer.promise;
  }
}
