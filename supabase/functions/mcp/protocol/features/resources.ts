// resources/list, resources/templates/list and resources/read.

import type { Resource, ResourceContents, ResourceTemplate } from "../../resources/resource.ts";
import { ErrorCode, JsonRpcError } from "../json_rpc.ts";
import { type Handler, invalidParams, listHandler, quoted } from "./handler.ts";
import { uriMatcher } from "./uri_template.ts";

/** @returns the contents behind a URI, or `undefined` when it is not this one's */
type Read = (uri: string) => Promise<ResourceContents | undefined>;

/** @returns the methods' handlers */
export function resourceHandlers(
  resources: readonly Resource[],
  templates: readonly ResourceTemplate[],
): [method: string, Handler][] {
  const readers = [...resources.map(resourceReader), ...templates.map(templateReader)];
  return [
    ["resources/list", listHandler("resources", resources.map(descriptorOf))],
    ["resources/templates/list", listHandler("resourceTemplates", templates.map(descriptorOf))],
    ["resources/read", async ({ uri }) => {
      if (typeof uri !== "string") throw invalidParams("Invalid params for resources/read");
      for (const read of readers) {
        const contents = await read(uri);
        if (contents) return { contents: [{ uri, ...contents }] };
      }
      const data = { uri: quoted(uri) };
      throw new JsonRpcError(ErrorCode.ResourceNotFound, "Resource not found", data);
    }],
  ];
}

function descriptorOf({ read: _, ...described }: Resource | ResourceTemplate) {
  return described;
}

function resourceReader(resource: Resource): Read {
  return async (uri) => uri === resource.uri ? await resource.read() : undefined;
}

function templateReader(template: ResourceTemplate): Read {
  const match = uriMatcher(template.uriTemplate);
  return async (uri) => {
    const variables = match(uri);
    return variables && await template.read(variables);
  };
}
