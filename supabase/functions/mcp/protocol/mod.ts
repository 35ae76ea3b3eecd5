// The protocol as the HTTP layer uses it: what a message asks for, and its answer. Every revision
// has a file of its own beside this one; here they are told apart.

import type { Tool } from "../tools/tool.ts";
import { createCatalogue, type NameStyle } from "./catalogue.ts";
import type { JsonRpcRequest } from "./json_rpc.ts";
import { type AnswerRequest, createLegacy, type ServerIdentity } from "./legacy.ts";

export interface Protocol {
  /** The scopes a caller must hold for this request, all of them; empty = anybody may ask. */
  scopesFor(request: JsonRpcRequest): readonly string[];
  /** Answers a request that may pass. */
  answer: AnswerRequest;
}

/** Prepares everything that does not depend on a request. */
export function createProtocol(
  tools: readonly Tool[],
  identity: ServerIdentity,
  style: NameStyle,
): Protocol {
  const catalogue = createCatalogue(tools, style);
  return {
    scopesFor({ method, params }) {
      if (method !== "tools/call" || typeof params?.name !== "string") return [];
      const requires = catalogue.find(params.name)?.requires ?? "nobody";
      return requires === "nobody" ? [] : requires;
    },
    answer: createLegacy(identity, catalogue),
  };
}
