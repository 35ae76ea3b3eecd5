// Reads resources as a host does: the list in pages, and single ones.

import { bearer, request, resultOf } from "./mcp.ts";
import { isObject, type JsonObject, type Visit } from "./visit.ts";

/** A list may come in pages; more than this many is no list any more. */
const MAX_PAGES = 20;

/** @returns what `resources/list` says of each, by its address */
export async function listResources(visit: Visit): Promise<Map<string, JsonObject>> {
  const listed = new Map<string, JsonObject>();
  let params: JsonObject = {};
  for (let page = 0; page < MAX_PAGES; page++) {
    const result = resultOf(await request(visit, "resources/list", params, credentials(visit)));
    const { resources, nextCursor }: JsonObject = result ?? {};
    for (const each of Array.isArray(resources) ? resources.filter(isObject) : []) {
      listed.set(String(each.uri), each);
    }
    if (typeof nextCursor !== "string") break;
    params = { cursor: nextCursor };
  }
  return listed;
}

/** @returns the first part of its content, if it can be read */
export async function readResource(visit: Visit, uri: string): Promise<JsonObject | undefined> {
  const result = resultOf(await request(visit, "resources/read", { uri }, credentials(visit)));
  const [first]: unknown[] = Array.isArray(result?.contents) ? result.contents : [];
  return isObject(first) ? first : undefined;
}

function credentials({ closed, token }: Visit): Record<string, string> {
  return closed && token !== undefined ? bearer(token) : {};
}
