// What answers a method, whatever the revision: params in, result out.

import { lazy } from "../../async/lazy.ts";
import { InputRequired, InvalidState } from "../../primitives/client_input.ts";
import type { HandlerContext } from "../call_context.ts";
import { ErrorCode, JsonRpcError } from "../json_rpc.ts";

export type Params = Readonly<Record<string, unknown>>;

/**
 * Answers one method's params with its result.
 * @throws {JsonRpcError} for the caller
 * @throws {InputRequired} when the client must be asked first
 * @throws {InvalidState} when the client did not give back what it was given
 */
export type Handler = (
  params: Params,
  context: HandlerContext,
) => Record<string, unknown> | Promise<Record<string, unknown>>;

/** Handlers by the methods they answer. */
export type Handlers = ReadonlyMap<string, Handler>;

/**
 * Runs a handler so that nothing comes out but its result, a protocol error or a question: anything
 * else is reported and becomes a neutral error.
 */
export async function run(
  handler: Handler,
  params: Params,
  context: HandlerContext,
): Promise<Record<string, unknown>> {
  try {
    return await handler(params, context);
  } catch (error) {
    if (error instanceof JsonRpcError || error instanceof InputRequired) throw error;
    if (error instanceof InvalidState) throw invalidParams("requestState is not what was given");
    context.report(error);
    throw new JsonRpcError(
      ErrorCode.InternalError,
      `Internal error (request ${context.requestId})`,
    );
  }
}

/** Answers a list method whose items fit on one page; they are made for the first who asks. */
export function listHandler(name: string, items: () => readonly object[]): Handler {
  const result = lazy(() => ({ [name]: items() }));
  return (params) => {
    if (cursorOf(params) !== undefined) {
      throw invalidParams("Unknown cursor: this list has one page");
    }
    return result();
  };
}

/** The cursor of a list request; some gateways send an empty one for the first page. */
export function cursorOf({ cursor }: Params): unknown {
  return cursor === "" ? undefined : cursor;
}

/** An error for params that do not fit the method; the message is for the caller. */
export function invalidParams(message: string, data?: unknown): JsonRpcError {
  return new JsonRpcError(ErrorCode.InvalidParams, message, data);
}

/** What a caller gives back to itself in an error is bounded by this many characters. */
const MAX_QUOTED = 128;

/** The caller's own text, short enough to give back. */
export function quoted(text: string): string {
  // Cut in the middle of a character it would be no text to a strict parser.
  return text.slice(0, MAX_QUOTED).toWellFormed();
}
