// Multi round-trip requests: a result that requests input, and the repeated call with the responses (MCP 2026-07-28,
// basic/patterns/mrtr).
// No tool of this server requests input yet; tools in tests/conformance/fixture do.

import type { ClientInput, InputRequired } from "../../primitives/client_input.ts";
import { invalidParams, type Params } from "../features/handler.ts";
import { missingCapabilities } from "./client_capabilities.ts";
import { ErrorCode, JsonRpcError } from "../json_rpc.ts";
import { isObject } from "../../json/value.ts";

/**
 * Reads the client's input from the params of a call.
 * @throws {JsonRpcError} for malformed input
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
 * Returns the result that requests input.
 * @throws {JsonRpcError} when the client lacks a required capability
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
      `This request needs a client with the capability ${names.join(", ")}`,
      { requiredCapabilities: missing },
    );
  }
  return {
    resultType: "input_required",
    inputRequests: requests,
    ...(state !== undefined && { requestState: state }),
  };
}
