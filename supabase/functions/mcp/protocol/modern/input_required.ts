// Multi round-trip requests: a result that is a question, and the call that brings the answer (MCP
// 2026-07-28, basic/patterns/mrtr).

import type { ClientInput, InputRequest, InputRequired } from "../../tools/client_input.ts";
import type { Params } from "../features/handler.ts";
import { ErrorCode, isObject, JsonRpcError } from "../json_rpc.ts";

/** The capability by which a client says that it answers this. */
const CAPABILITY: Record<InputRequest["method"], string> = {
  "elicitation/create": "elicitation",
  "sampling/createMessage": "sampling",
  "roots/list": "roots",
};

/** What a request brings for the tool or prompt it calls. */
export function clientInputOf(
  { inputResponses, requestState }: Params,
  capabilities: Record<string, unknown>,
): ClientInput {
  return {
    capabilities,
    responses: isObject(inputResponses) ? inputResponses : {},
    state: typeof requestState === "string" ? requestState : undefined,
  };
}

/**
 * The result that asks the client.
 * @throws {JsonRpcError} when the client has not declared that it can answer
 */
export function inputRequiredResult(
  { requests, state }: InputRequired,
  capabilities: ClientInput["capabilities"],
): Record<string, unknown> {
  const needed = Object.values(requests).map(({ method }) => CAPABILITY[method]);
  const missing = needed.filter((capability) => !isObject(capabilities[capability]));
  if (missing.length > 0) {
    throw new JsonRpcError(
      ErrorCode.MissingRequiredClientCapability,
      `This needs a client with the capability ${missing.join(", ")}`,
      { requiredCapabilities: Object.fromEntries(missing.map((name) => [name, {}])) },
    );
  }
  return {
    resultType: "input_required",
    inputRequests: requests,
    ...(state !== undefined && { requestState: state }),
  };
}
