// Looks up the target of a request: the called tool, and the scopes of the tool or resource.

import type { ResourceTemplate } from "../../primitives/resource.ts";
import type { JsonRpcRequest } from "../json_rpc.ts";
import { NO_TARGET, type Target } from "../target.ts";
import type { Catalogue } from "./catalogue.ts";
import { uriMatcher } from "./uri_template.ts";

/**
 * @returns a function that looks up targets. An unknown name needs no scopes: the method's handler rejects it later.
 */
export function createTargets(
  catalogue: Catalogue,
  templates: readonly ResourceTemplate[],
): (request: JsonRpcRequest) => Target {
  const ofTemplates = templates.map(({ uriTemplate, requires }) => ({
    matches: uriMatcher(uriTemplate),
    target: { requiredScopes: requires, optionalScopes: requires },
  }));
  const listed = templates.filter(({ list }) => list).flatMap(({ requires }) => requires);
  const list: Target = { requiredScopes: [], optionalScopes: listed };

  return ({ method, params }) => {
    if (method === "tools/call" && typeof params?.name === "string") {
      const tool = catalogue.find(params.name);
      if (!tool) return NO_TARGET;
      const { requires, optionalScopes } = tool;
      return { tool, requiredScopes: requires === "public" ? [] : requires, optionalScopes };
    }
    if (method === "resources/read" && typeof params?.uri === "string") {
      const { uri } = params;
      return ofTemplates.find(({ matches }) => matches(`${uri}`))?.target ?? NO_TARGET;
    }
    return method === "resources/list" ? list : NO_TARGET;
  };
}
