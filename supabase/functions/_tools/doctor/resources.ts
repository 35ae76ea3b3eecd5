// Reads `resources/list` and `resources/read` as a host does.

import { bearer, request, resultOf } from "./mcp.ts";
import { isObject, type JsonObject, type Session } from "./session.ts";

/** Ends the loop if a server returns a new cursor forever. */
const MAX_PAGES = 20;

/** @returns the entries of `resources/list`, by URI */
export async function listResources(session: Session): Promise<Map<string, JsonObject>> {
  const listed = new Map<string, JsonObject>();
  let params: JsonObject = {};
  for (let page = 0; page < MAX_PAGES; page++) {
    const result = resultOf(await request(session, "resources/list", params, credentials(session)));
    const { resources, nextCursor }: JsonObject = result ?? {};
    for (const each of Array.isArray(resources) ? resources.filter(isObject) : []) {
      listed.set(String(each.uri), each);
    }
    if (typeof nextCursor !== "string") break;
    params = { cursor: nextCursor };
  }
  return listed;
}

/** @returns the first item of the resource's contents; undefined = the resource cannot be read */
export async function readResource(session: Session, uri: string): Promise<JsonObject | undefined> {
  const result = resultOf(await request(session, "resources/read", { uri }, credentials(session)));
  const [first]: unknown[] = Array.isArray(result?.contents) ? result.contents : [];
  return isObject(first) ? first : undefined;
}

function credentials({ allToolsProtected, token }: Session): Record<string, string> {
  return allToolsProtected && token !== undefined ? bearer(token) : {};
}
