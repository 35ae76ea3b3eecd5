// Multi round-trip requests: a result that is a question, and the call that brings the answer (MCP
// 2026-07-28, basic/patterns/mrtr).

import type { ClientInput, InputRequired } from "../../primitives/client_input.ts";
import { invalidParams, type Params } from "../features/handler.ts";
import { missingCapabilities } from "./client_capabilities.ts";
import { ErrorCode, JsonRpcError } from "../json_rpc.ts";
import { isObject } from "../../json/value.ts";

/**
 * What a request brings for the tool or prompt it calls.
 * @throws {JsonRpcError} when that has another form than the client was given or asked for
 */
export function clientInputOf(
  { inputResponses = {}, requestState }: Params,
  capabilities: Record<string, unknown>,
): ClientInput {
  if (!isObject(inputResponses)) throw invalidParams("inputResponses must be an object");
  if (requestState !== undefined && typeof requestState !== "string") {
    throw invalidParams("requestState must be a string");
  }
  return { capabilities, responses: inputResponses, state: requestState };
}

/**
 * The result that asks the client.
 * @throws {JsonRpcError} when the client has not declared that it can answer
 */
export function inputRequiredResult(
  { requests, state }: InputRequired,
  capabilities: ClientInput["capabilities"],
): Record<string, unknown> {
  const missing = missingCapabilities(Object.values(requests), capabilities);
  const names = Object.keys(missing);
  if (names.length > 0) {
    throw new JsonRpcError(
      ErrorCode.MissingRequiredClientCapability,
      `This needs a client with the capability ${names.join(", ")}`,
      { requiredCapabilities: missing },
    );
  }
  return {
    resultType: "input_required",
    inputRequests: requests,
    ...(state !== undefined && { requestState: state }),
  };
}
