// The interface of method handlers, which are the same for all MCP revisions, and functions that they share.

import { lazy } from "../../async/lazy.ts";
import { InputRequired, InvalidState } from "../../primitives/client_input.ts";
import type { HandlerContext } from "../call_context.ts";
import { ErrorCode, JsonRpcError } from "../json_rpc.ts";

export type Params = Readonly<Record<string, unknown>>;

/**
 * Handles one method.
 * @throws {JsonRpcError} for an error that the caller gets
 * @throws {InputRequired} when input from the client is needed
 * @throws {InvalidState} for a forged or corrupted `state`
 */
export type Handler = (
  params: Params,
  context: HandlerContext,
) => Record<string, unknown> | Promise<Record<string, unknown>>;

/** Handlers by method. */
export type Handlers = ReadonlyMap<string, Handler>;

/**
 * Runs a handler. `JsonRpcError` and `InputRequired` are rethrown. Other exceptions are logged, and the caller gets an
 * error without details.
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
    if (error instanceof InvalidState) {
      throw invalidParams("requestState is invalid: send it back exactly as it was received");
    }
    context.logError(error);
    throw new JsonRpcError(
      ErrorCode.InternalError,
      `Internal error. Try again, or report request ${context.requestId} to the operator`,
    );
  }
}

/** A handler that returns a list as one page. The list is built on first use. */
export function listHandler(name: string, items: () => readonly object[]): Handler {
  const result = lazy(() => ({ [name]: items() }));
  return (params) => {
    if (cursorOf(params) !== undefined) {
      throw invalidParams("Unknown cursor: this list has only one page. Omit the cursor");
    }
    return result();
  };
}

/** The cursor of a list request; some gateways send an empty string for the first page. */
export function cursorOf({ cursor }: Params): unknown {
  return cursor === "" ? undefined : cursor;
}

/** An error for invalid params; the message is for the caller. */
export function invalidParams(message: string, data?: unknown): JsonRpcError {
  return new JsonRpcError(ErrorCode.InvalidParams, message, data);
}

/** The maximum number of characters of client text in an error message. */
const MAX_REPEATED = 128;

/** Client text, shortened for an error message. */
export function shortened(text: string): string {
  // `toWellFormed` repairs a surrogate pair that was cut in half, which strict JSON parsers would reject.
  return text.slice(0, MAX_REPEATED).toWellFormed();
}
