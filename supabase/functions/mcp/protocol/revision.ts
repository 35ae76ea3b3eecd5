// What a family of protocol revisions is to the HTTP layer: it says what is wrong with a message
// before anybody asks who sent it, answers it, and lends its envelope to refusals.

import type { CallContext } from "./call_context.ts";
import type {
  Incoming,
  JsonRpcFailure,
  JsonRpcRequest,
  JsonRpcResponse,
  JsonRpcSuccess,
  RequestId,
} from "./json_rpc.ts";

/** A response, and what goes with it over HTTP. */
export interface Reply {
  status: number;
  /** Notifications to be sent before the response, which makes the answer an event stream. */
  events?: readonly object[];
  body: JsonRpcResponse;
}

/** A message that is one. */
export type Message = Exclude<Incoming, { kind: "invalid" }>;

export interface Revision {
  /** Whether there is such a method in it. */
  knows(method: string): boolean;
  /** @returns the refusal of a message that does not keep the revision's rules, if it does not */
  malformed(message: Message, headers: Headers): Reply | undefined;
  /** Answers a request that may pass. */
  answer(request: JsonRpcRequest, context: CallContext): Promise<Reply>;
  /** A result as this revision sends it. */
  success(id: RequestId, result: Record<string, unknown>): JsonRpcSuccess;
  /** A refusal by the HTTP layer: of the sender, not of the message. */
  refusal(id: RequestId | null, status: number, message: string): JsonRpcFailure;
}

/** How this server introduces itself. */
export interface ServerIdentity {
  name: string;
  title: string;
  version: string;
  /** Told to the model; clients may cut it after 512 characters. */
  instructions: string;
}
