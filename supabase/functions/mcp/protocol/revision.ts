// One family of protocol revisions: it checks a message before the sender is authenticated, responds to it,
// and formats refusals.

import type { CallContext } from "./call_context.ts";
import type { Target } from "./target.ts";
import type {
  JsonRpcFailure,
  JsonRpcRequest,
  JsonRpcResponse,
  JsonRpcSuccess,
  RequestId,
} from "./json_rpc.ts";

/** A response, and what goes with it over HTTP. */
export interface ProtocolResponse {
  status: number;
  /** Notifications to be sent before the response, which makes the answer an event stream. */
  events?: readonly object[];
  body: JsonRpcResponse;
}

/** A message that is one; a request with what it names, looked up once. */
export type Message =
  | { kind: "request"; request: JsonRpcRequest; claimedVersion: unknown; target: Target }
  | { kind: "notification" | "response" };

/** Responds to a well-formed request. */
export type Respond = (context: CallContext) => Promise<ProtocolResponse>;

export interface Revision {
  /** Whether the revision has this method. */
  knows(method: string): boolean;
  /**
   * @returns the error response to a message that breaks the revision's rules, or what responds to a request;
   * `undefined` for any other message
   */
  read(message: Message, headers: Headers): ProtocolResponse | Respond | undefined;
  /** A result as this revision sends it. */
  success(id: RequestId, result: Record<string, unknown>): JsonRpcSuccess;
  /** An error of the HTTP layer. */
  error(id: RequestId | null, status: number, message: string): JsonRpcFailure;
}

/** `serverInfo` and `instructions` (MCP, Initialization). */
export interface ServerInfo {
  name: string;
  title: string;
  version: string;
  /** Told to the model; clients may cut it after 512 characters. */
  instructions: string;
}
