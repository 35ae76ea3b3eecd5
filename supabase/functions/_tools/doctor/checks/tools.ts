// What clients make of the list of tools, before any is called.

import { CLIENTS } from "../clients.ts";
import { fault, type Finding, note, ok, problem, skipped } from "../finding.ts";
import * as fixes from "../fixes.ts";
import { listTools } from "../list_tools.ts";
import type { ListedTool, Visit } from "../visit.ts";
import { examples, listed, quoted } from "../words.ts";
import { namesForOpenAi, namesInTexts } from "./names_in_texts.ts";
import { names } from "./tool_names.ts";
import { formats, schemas } from "./tool_schemas.ts";

const CHATGPT = [CLIENTS.chatgpt];
const HINTS = ["readOnlyHint", "destructiveHint", "openWorldHint"];

/** Reads the list with the token, if there is one, so that a server is looked at that is closed without. */
export async function* tools(visit: Visit): AsyncGenerator<Finding> {
  if (visit.closed && visit.token === undefined) {
    yield skipped("tools", "not shown without a token");
    return;
  }
  const found = await listTools(visit);
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
  yield await namesInTexts(visit, found);
  yield await namesForOpenAi(visit);
  yield hints(found);
  yield schemas(found);
  yield formats(visit, found);
  yield securitySchemes(found);
}

const NO_TOOLS = fixes.inWords("Declare capability tools, and list them without a token.");

function hints(tools: readonly ListedTool[]): Finding {
  const without = tools.filter(({ annotations }) =>
    !HINTS.every((hint) => typeof annotations?.[hint] === "boolean")
  );
  if (without.length === 0) return ok("hints", "say of each what it may do");
  const fix = fixes.inWords(`Set ${listed(HINTS)} to true or false on every tool.`);
  const found = `not all set: ${examples(without.map(({ name }) => name))}`;
  const means = "each call is asked about first, and a submission is refused";
  return problem("hints", found, fault(CHATGPT, means, fix));
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
  return problem("schemes", found, fault(CHATGPT, means, fix));
}
