// What clients make of the list of tools, before any is called.

// @ts-types="@modelcontextprotocol/sdk/client/index"
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
// @ts-types="@modelcontextprotocol/sdk/types"
import { ListToolsResultSchema, ResultSchema } from "@modelcontextprotocol/sdk/types.js";
import { fault, type Finding, note, ok, problem, skipped } from "../finding.ts";
import * as fixes from "../fixes.ts";
import { CLIENT_INFO } from "../mcp.ts";
import { connect } from "../official_client.ts";
import type { ListedTool, Visit } from "../visit.ts";
import { listed, quoted } from "../words.ts";

/** MCP, Tools: 1 to 128 of these. */
const NAME = /^[A-Za-z0-9_.-]{1,128}$/;
/** What Claude takes; one other name, and it takes none of the tools. */
const CLAUDE_NAME = /^[a-zA-Z0-9_-]{1,64}$/;
const HINTS = ["readOnlyHint", "destructiveHint", "openWorldHint"];
/** A list may come in pages; more than this many is no list any more. */
const MAX_PAGES = 20;

/** Reads the list with the token, if there is one, so that a server is looked at that is closed without. */
export async function* tools(visit: Visit): AsyncGenerator<Finding> {
  if (visit.closed && visit.token === undefined) {
    yield skipped("tools", "not shown without a token");
    return;
  }
  const found = await list(visit);
  if (typeof found === "string") {
    const fix = fixes.inWords(
      "Answer tools/list as MCP's schema says; the client names what is wrong.",
    );
    const means = "see no tools";
    yield problem("tools", quoted(found), fault("everyone", means, fix));
    return;
  }
  visit.tools = found;
  yield found.length > 0
    ? ok("tools", `${found.length} are listed`)
    : problem("tools", "none is listed", fault("everyone", "have nothing to use", NO_TOOLS));
  if (found.length === 0) return;
  yield names(visit, found);
  yield hints(found);
  yield schemas(found);
  yield securitySchemes(found);
}

const NO_TOOLS = fixes.inWords("Declare capability tools, and list them without a token.");

// Checked against MCP's schema, and kept as it came: the schema drops fields that ChatGPT reads.
async function list(visit: Visit): Promise<ListedTool[] | string> {
  const token = visit.closed ? visit.token : undefined;
  const client = new Client(CLIENT_INFO);
  try {
    const transport = await connect(client, visit, token);
    if (transport.sessionId !== undefined) visit.session = transport.sessionId;
    const all: ListedTool[] = [];
    let cursor: string | undefined;
    for (let pages = 0; pages < MAX_PAGES; pages++) {
      const params = cursor === undefined ? {} : { cursor };
      const page = await client.request({ method: "tools/list", params }, ResultSchema);
      const { nextCursor } = ListToolsResultSchema.parse(page);
      all.push(...(page.tools as ListedTool[]));
      if (nextCursor === undefined) return all;
      cursor = nextCursor;
    }
    return `the list does not end after ${MAX_PAGES} pages`;
  } catch (error) {
    return `the official client cannot read the list: ${String(error)}`;
  }
}

function names({ ours }: Visit, tools: readonly ListedTool[]): Finding {
  const all = tools.map(({ name }) => name);
  const twice = all.filter((name, index) => all.indexOf(name) !== index);
  const odd = [...all.filter((name) => !NAME.test(name)), ...twice];
  if (odd.length > 0) {
    const fix = fixes.inWords("Give each tool a name of its own, 1 to 128 of A-Z a-z 0-9 _ - .");
    const means = "refuse it, or all tools";
    return problem("names", `not valid: ${examples(odd)}`, fault("everyone", means, fix));
  }
  const notClaude = all.filter((name) => !CLAUDE_NAME.test(name));
  if (notClaude.length === 0) return ok("names", "are ones that every client takes");
  const fix = ours
    ? fixes.setSecret("MCP_TOOL_NAMES", "underscored", "If Claude is to connect, without dots:")
    : fixes.inWords("Rename them: at most 64 of A-Z a-z 0-9 _ -");
  const found = `${notClaude.length} of ${all.length} are not for Claude: ${examples(notClaude)}`;
  return problem("names", found, fault("claude", "takes none of the tools", fix));
}

function hints(tools: readonly ListedTool[]): Finding {
  const without = tools.filter(({ annotations }) =>
    !HINTS.every((hint) => typeof annotations?.[hint] === "boolean")
  );
  if (without.length === 0) return ok("hints", "say of each what it may do");
  const fix = fixes.inWords(`Set ${listed(HINTS)} to true or false on every tool.`);
  const found = `not all set: ${examples(without.map(({ name }) => name))}`;
  const means = "asks before each call, and takes no submission";
  return problem("hints", found, fault("chatgpt", means, fix));
}

function schemas(tools: readonly ListedTool[]): Finding {
  const wrong = tools.filter(({ inputSchema, outputSchema }) =>
    inputSchema?.type !== "object" || (outputSchema !== undefined && outputSchema.type !== "object")
  );
  if (wrong.length === 0) return ok("schemas", "all describe objects");
  const fix = fixes.inWords('Give every inputSchema and outputSchema "type": "object".');
  const found = `not of an object: ${examples(wrong.map(({ name }) => name))}`;
  return problem("schemas", found, fault("everyone", "refuse these tools", fix));
}

// Not in MCP (SEP-1488 is open): ChatGPT signs in for single tools only where it is declared.
function securitySchemes(tools: readonly ListedTool[]): Finding {
  const declared = tools.filter(({ securitySchemes }) => securitySchemes !== undefined);
  const differing = declared.filter(({ securitySchemes, _meta }) =>
    JSON.stringify(securitySchemes) !== JSON.stringify(_meta?.securitySchemes)
  );
  const fix = fixes.inWords(
    "Declare securitySchemes on each tool, beside its name and, the same, in _meta.",
  );
  const means = "does not know which tools need sign-in";
  if (declared.length === 0) {
    return note("schemes", "no tool says whether it needs sign-in (securitySchemes)", fix);
  }
  const missing = tools.filter((tool) => !declared.includes(tool) || differing.includes(tool));
  if (missing.length === 0) return ok("schemes", "each tool says whether it needs sign-in");
  const found = `not declared in both places: ${examples(missing.map(({ name }) => name))}`;
  return problem("schemes", found, fault("chatgpt", means, fix));
}

function examples(names: readonly string[]): string {
  const shown = names.slice(0, 3).map((name) => quoted(name, 40));
  return shown.join(", ") + (names.length > shown.length ? ", …" : "");
}
