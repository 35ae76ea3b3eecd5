// The capabilities that a client needs for a request for input. A client that has not declared a capability must not
// get such a request (MCP 2026-07-28, client/elicitation and client/sampling, Capabilities).
// No tool of this server requests input yet; tools in tests/conformance/fixture do.

import type { ClientInput, InputRequest } from "../../primitives/client_input.ts";
import { isObject } from "../../json/value.ts";

/** A required capability, and its `part` if the request needs a sub-capability. */
interface Need {
  capability: string;
  part?: string;
}

/**
 * Returns the capabilities that the requests need and the client lacks, in the format in which clients declare them.
 */
export function missingCapabilities(
  requests: readonly InputRequest[],
  capabilities: ClientInput["capabilities"],
): Record<string, Record<string, object>> {
  const missing: Record<string, Record<string, object>> = {};
  for (const need of requests.map(needOf)) {
    const { capability, part } = need;
    if (declares(capabilities, need)) continue;
    missing[capability] = { ...missing[capability], ...(part !== undefined && { [part]: {} }) };
  }
  return missing;
}

function declares(capabilities: ClientInput["capabilities"], { capability, part }: Need): boolean {
  const declared = capabilities[capability];
  if (!isObject(declared)) return false;
  // A client that declares elicitation without a mode supports the mode `form`.
  if (part === "form" && declared.url === undefined) return true;
  return part === undefined || isObject(declared[part]);
}

function needOf({ method, params }: InputRequest): Need {
  switch (method) {
    case "elicitation/create":
      return { capability: "elicitation", part: params.mode === "url" ? "url" : "form" };
    case "sampling/createMessage": {
      const withTools = params.tools !== undefined || params.toolChoice !== undefined;
      return { capability: "sampling", ...(withTools && { part: "tools" }) };
    }
    case "roots/list":
      return { capability: "roots" };
  }
}
