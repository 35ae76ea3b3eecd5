// Reads the list of tools as it came, checked against MCP's schema, which drops fields that ChatGPT reads.

// @ts-types="@modelcontextprotocol/sdk/client/index"
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
// @ts-types="@modelcontextprotocol/sdk/types"
import { ListToolsResultSchema, ResultSchema } from "@modelcontextprotocol/sdk/types.js";
import { CLIENT_INFO, request, resultOf } from "./mcp.ts";
import { connect } from "./official_client.ts";
import type { JsonObject, ListedTool, Visit } from "./visit.ts";

/** A list may come in pages; more than this many is no list any more. */
const MAX_PAGES = 20;

type ReadPage = (params: JsonObject) => Promise<JsonObject>;

/** @returns the tools, or a sentence about why the list cannot be read */
export async function listTools(visit: Visit): Promise<ListedTool[] | string> {
  try {
    // A server that asks for sign-in at the handshake may still list to anyone.
    const open = visit.asksAtConnect && !visit.closed;
    return await pages(open ? (params) => directly(visit, params) : await byOfficialClient(visit));
  } catch (error) {
    return `the official client cannot read the list: ${String(error)}`;
  }
}

async function byOfficialClient(visit: Visit): Promise<ReadPage> {
  const client = new Client(CLIENT_INFO);
  const transport = await connect(client, visit, visit.closed ? visit.token : undefined);
  if (transport.sessionId !== undefined) visit.session = transport.sessionId;
  visit.instructions = client.getInstructions() ?? "";
  return (params) => client.request({ method: "tools/list", params }, ResultSchema);
}

async function directly(visit: Visit, params: JsonObject): Promise<JsonObject> {
  return resultOf(await request(visit, "tools/list", params)) ?? {};
}

async function pages(read: ReadPage): Promise<ListedTool[] | string> {
  const all: ListedTool[] = [];
  let cursor: string | undefined;
  for (let count = 0; count < MAX_PAGES; count++) {
    const page = await read(cursor === undefined ? {} : { cursor });
    const { nextCursor } = ListToolsResultSchema.parse(page);
    all.push(...(page.tools as ListedTool[]));
    if (nextCursor === undefined) return all;
    cursor = nextCursor;
  }
  return `the list does not end after ${MAX_PAGES} pages`;
}
