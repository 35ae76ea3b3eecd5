// What a client must have declared to be asked something: a question that it has not declared to
// answer must not be sent (MCP 2026-07-28, client/elicitation and client/sampling, Capabilities).

import type { ClientInput, InputRequest } from "../../primitives/client_input.ts";
import { isObject } from "../../json/value.ts";

/** A capability, and the part of it that the question takes, if it takes one. */
interface Need {
  capability: string;
  part?: string;
}

/** The capabilities that these questions take and the client lacks, in the form it declares them. */
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
  // Elicitation that names no mode is that by form.
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
