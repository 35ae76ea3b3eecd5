// The interface of a group of MCP revisions, implemented by `legacy/` and `modern/`. An implementation checks a message
// before authentication, responds to it, and formats errors.

import type { CallContext } from "./call_context.ts";
import type { Target } from "./target.ts";
import type {
  JsonRpcFailure,
  JsonRpcRequest,
  JsonRpcResponse,
  JsonRpcSuccess,
  RequestId,
} from "./json_rpc.ts";

export interface ProtocolResponse {
  status: number;
  /** Notifications that are sent before the response. They make the HTTP response an event stream. */
  events?: readonly object[];
  body: JsonRpcResponse;
}

/** A well-formed message. A request also has its target: the called tool and the scopes. */
export type Message =
  | { kind: "request"; request: JsonRpcRequest; claimedVersion: unknown; target: Target }
  | { kind: "notification" | "response" };

/** Responds to a well-formed request. */
export type Respond = (context: CallContext) => Promise<ProtocolResponse>;

export interface Revision {
  /** Whether the revisions have this method. */
  knows(method: string): boolean;
  /**
   * @returns an error response to an invalid message, a function that responds to a request, or `undefined` for others
   */
  read(message: Message, headers: Headers): ProtocolResponse | Respond | undefined;
  /** Formats a result. */
  success(id: RequestId, result: Record<string, unknown>): JsonRpcSuccess;
  /** Formats an error of the HTTP layer. */
  error(id: RequestId | null, status: number, message: string): JsonRpcFailure;
}

/** `serverInfo` and `instructions`, which the client gets when it connects (MCP, Initialization). */
export interface ServerInfo {
  name: string;
  title: string;
  version: string;
  /** For the model. Some clients keep only the first 512 characters. */
  instructions: string;
}
