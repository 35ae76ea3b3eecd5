// Handlers of resources/list, resources/templates/list and resources/read.

import type {
  ListedResource,
  Resource,
  ResourceContents,
  ResourceTemplate,
} from "../../primitives/resource.ts";
import type { HandlerContext } from "../call_context.ts";
import { ErrorCode, JsonRpcError } from "../json_rpc.ts";
import { cursorOf, type Handler, invalidParams, listHandler, shortened } from "./handler.ts";
import { uriMatcher } from "./uri_template.ts";

/** Returns the contents of the resource with this URI; `undefined` for other URIs. */
type Read = (uri: string, context: HandlerContext) => Promise<ResourceContents | undefined>;

/** @throws Error when two templates list resources: a cursor would not say to which list it belongs */
export function resourceHandlers(
  resources: readonly Resource[],
  templates: readonly ResourceTemplate[],
): [method: string, Handler][] {
  const listed = resources.filter(({ unlisted }) => !unlisted);
  const readers = [...resources.map(resourceReader), ...templates.map(templateReader)];
  return [
    ["resources/list", resourceLister(listed.map(descriptorOf), templates)],
    ["resources/templates/list", listHandler("resourceTemplates", () => templates.map(templateOf))],
    ["resources/read", async ({ uri }, context) => {
      if (typeof uri !== "string") {
        throw invalidParams("uri must be a string: the URI of a resource");
      }
      for (const read of readers) {
        const contents = await read(uri, context);
        if (contents) return { contents: [{ uri, ...contents }] };
      }
      const data = { uri: shortened(uri) };
      throw new JsonRpcError(
        ErrorCode.ResourceNotFound,
        "Resource not found. Call resources/list to see valid URIs",
        data,
      );
    }],
  ];
}

// The first page starts with the resources that have a fixed URI. A signed-in user also gets the resources of a
// template.
function resourceLister(
  fixed: readonly ListedResource[],
  templates: readonly ResourceTemplate[],
): Handler {
  const [lister, ...others] = templates.filter(({ list }) => list);
  if (others.length > 0) throw new Error("Only one template can list its resources");
  const onePage = listHandler("resources", () => fixed);
  return async (params, context) => {
    const cursor = cursorOf(params);
    if (!context.user || !lister?.list) return await onePage(params, context);
    if (cursor !== undefined && typeof cursor !== "string") {
      throw invalidParams("cursor must be a string");
    }
    const page = await lister.list(context.user, cursor);
    if (!page) throw invalidParams("Unknown cursor: send a nextCursor of resources/list unchanged");
    const resources = cursor === undefined ? [...fixed, ...page.resources] : page.resources;
    return { resources, ...(page.next !== undefined && { nextCursor: page.next }) };
  };
}

function descriptorOf({ read: _, ...described }: Resource): ListedResource {
  return described;
}

function templateOf({ read: _, list: __, requires: ___, ...described }: ResourceTemplate) {
  return described;
}

function resourceReader(resource: Resource): Read {
  return async (uri, { spell }) => uri === resource.uri ? await resource.read(spell) : undefined;
}

function templateReader(template: ResourceTemplate): Read {
  const match = uriMatcher(template.uriTemplate);
  return async (uri, { user }) => {
    const variables = match(uri);
    return variables && await template.read(variables, user);
  };
}
