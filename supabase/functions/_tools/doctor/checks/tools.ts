// Checks `tools/list`, which clients read before their first tool call.

import { CLIENTS } from "../clients.ts";
import { type Finding, note, ok, problem, skipped } from "../finding.ts";
import * as fixes from "../fixes.ts";
import { listTools } from "../list_tools.ts";
import type { ListedTool, Session } from "../session.ts";
import { examples, listed, oneLine } from "../text.ts";
import { namesForOpenAi, namesInTexts } from "./names_in_texts.ts";
import { names } from "./tool_names.ts";
import { formats, schemas } from "./tool_schemas.ts";

const CHATGPT = [CLIENTS.chatgpt];
const HINTS = ["readOnlyHint", "destructiveHint", "openWorldHint"];

/** Sets `session.tools`. Sends the token if `tools/list` needs one. */
export async function* tools(session: Session): AsyncGenerator<Finding> {
  if (session.allToolsProtected && session.token === undefined) {
    yield skipped("tools", "tools/list needs a token, and the doctor has none");
    return;
  }
  const found = await listTools(session);
  if (typeof found === "string") {
    const fix = fixes.advice(
      "Answer tools/list as MCP's schema requires; the error names the field.",
    );
    const means = "see no tools";
    yield problem("tools", oneLine(found), { affects: "everyone", means, fix });
    return;
  }
  session.tools = found;
  yield found.length > 0
    ? ok("tools", `${found.length} tools listed`)
    : problem("tools", "tools/list is empty", {
      affects: "everyone",
      means: "have no tools to call",
      fix: NO_TOOLS,
    });
  if (found.length === 0) return;
  yield names(session, found);
  yield await namesInTexts(session, found);
  yield await namesForOpenAi(session);
  yield hints(found);
  yield schemas(found);
  yield formats(session, found);
  yield securitySchemes(found);
}

const NO_TOOLS = fixes.advice(
  "Declare the capability tools in initialize, and list the tools without a token.",
);

function hints(tools: readonly ListedTool[]): Finding {
  const without = tools.filter(({ annotations }) =>
    !HINTS.every((hint) => typeof annotations?.[hint] === "boolean")
  );
  if (without.length === 0) return ok("hints", "all hints are set on every tool");
  const fix = fixes.advice(`Set ${listed(HINTS)} to true or false on every tool.`);
  const found = `hints not all set: ${examples(without.map(({ name }) => name))}`;
  const means = "every tool call needs confirmation, and OpenAI rejects an app submission";
  return problem("hints", found, { affects: CHATGPT, means, fix });
}

// MCP does not define `securitySchemes` yet (SEP-1488). ChatGPT starts sign-in only for tools that declare it.
function securitySchemes(tools: readonly ListedTool[]): Finding {
  const declared = tools.filter(({ securitySchemes }) => securitySchemes !== undefined);
  const differing = declared.filter(({ securitySchemes, _meta }) =>
    JSON.stringify(securitySchemes) !== JSON.stringify(_meta?.securitySchemes)
  );
  const fix = fixes.advice(
    "Declare the same securitySchemes on each tool and in its _meta.",
  );
  const means = "does not know which tools need sign-in";
  if (declared.length === 0) {
    return note("schemes", "no tool declares securitySchemes", fix);
  }
  const missing = tools.filter((tool) => !declared.includes(tool) || differing.includes(tool));
  if (missing.length === 0) return ok("schemes", "every tool declares whether it needs sign-in");
  const found = `securitySchemes differ between tool and _meta, or are missing: ${
    examples(missing.map(({ name }) => name))
  }`;
  return problem("schemes", found, { affects: CHATGPT, means, fix });
}
