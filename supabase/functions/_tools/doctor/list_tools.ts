// Reads `tools/list` unparsed and validates it separately. Parsing with MCP's schema drops fields that ChatGPT reads.

// @ts-types="@modelcontextprotocol/sdk/client/index"
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
// @ts-types="@modelcontextprotocol/sdk/types"
import { ListToolsResultSchema, ResultSchema } from "@modelcontextprotocol/sdk/types.js";
import { CLIENT_INFO, request, resultOf } from "./mcp.ts";
import { connect } from "./official_client.ts";
import type { JsonObject, ListedTool, Session } from "./session.ts";

/** Ends the loop if a server returns a new cursor forever. */
const MAX_PAGES = 20;

type ReadPage = (params: JsonObject) => Promise<JsonObject>;

/** @returns the tools; a string = the reason why the list cannot be read */
export async function listTools(session: Session): Promise<ListedTool[] | string> {
  try {
    // The official client sends `initialize` first. If only `initialize` needs a token, `tools/list` is sent alone.
    const direct = session.challengesOnConnect && !session.allToolsProtected;
    return await readPages(
      direct ? (params) => readDirectly(session, params) : await byOfficialClient(session),
    );
  } catch (error) {
    return `the official MCP client cannot read tools/list: ${String(error)}`;
  }
}

async function byOfficialClient(session: Session): Promise<ReadPage> {
  const client = new Client(CLIENT_INFO);
  const transport = await connect(
    client,
    session,
    session.allToolsProtected ? session.token : undefined,
  );
  if (transport.sessionId !== undefined) session.mcpSessionId = transport.sessionId;
  session.instructions = client.getInstructions() ?? "";
  return (params) => client.request({ method: "tools/list", params }, ResultSchema);
}

async function readDirectly(session: Session, params: JsonObject): Promise<JsonObject> {
  return resultOf(await request(session, "tools/list", params)) ?? {};
}

async function readPages(read: ReadPage): Promise<ListedTool[] | string> {
  const all: ListedTool[] = [];
  let cursor: string | undefined;
  for (let count = 0; count < MAX_PAGES; count++) {
    const page = await read(cursor === undefined ? {} : { cursor });
    const { nextCursor } = ListToolsResultSchema.parse(page);
    all.push(...(page.tools as ListedTool[]));
    if (nextCursor === undefined) return all;
    cursor = nextCursor;
  }
  return `tools/list still returns a cursor after ${MAX_PAGES} pages`;
}
