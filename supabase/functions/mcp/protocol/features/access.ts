// What a caller must hold for a request, and what a request can make use of.

import type { ResourceTemplate } from "../../primitives/resource.ts";
import type { JsonRpcRequest } from "../json_rpc.ts";
import type { Catalogue } from "./catalogue.ts";
import { uriMatcher } from "./uri_template.ts";

/** Scopes by what they do for one request. */
export interface Access {
  /** A caller must hold all of them; none = anybody may ask. */
  required: readonly string[];
  /** The answer is about the caller if they hold all of these; none = it never is. */
  welcome: readonly string[];
}

/** Of a request that is the same to everybody. */
const OPEN: Access = { required: [], welcome: [] };

/** @returns what tells a request's access by what it names; what does not exist is open */
export function createAccess(
  catalogue: Catalogue,
  templates: readonly ResourceTemplate[],
): (request: JsonRpcRequest) => Access {
  const ofTemplates = templates.map(({ uriTemplate, requires }) => ({
    matches: uriMatcher(uriTemplate),
    access: { required: requires, welcome: requires },
  }));
  const listed = templates.filter(({ list }) => list).flatMap(({ requires }) => requires);

  return ({ method, params }) => {
    if (method === "tools/call" && typeof params?.name === "string") {
      const tool = catalogue.find(params.name);
      if (!tool) return OPEN;
      return { required: tool.requires === "nobody" ? [] : tool.requires, welcome: tool.welcomes };
    }
    if (method === "resources/read" && typeof params?.uri === "string") {
      const { uri } = params;
      return ofTemplates.find(({ matches }) => matches(`${uri}`))?.access ?? OPEN;
    }
    if (method === "resources/list") return { required: [], welcome: listed };
    return OPEN;
  };
}
