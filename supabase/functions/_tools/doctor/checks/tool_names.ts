// The names of tools: model APIs take fewer characters than MCP does.

import { CLIENTS } from "../clients.ts";
import { fault, type Finding, ok, problem } from "../finding.ts";
import * as fixes from "../fixes.ts";
import type { ListedTool, Visit } from "../visit.ts";
import { examples } from "../words.ts";

/** MCP, Tools: 1 to 128 of these. */
const NAME = /^[A-Za-z0-9_.-]{1,128}$/;
/** The rule of OpenAI's and Anthropic's APIs for functions. */
const API_NAME = /^[a-zA-Z0-9_-]{1,64}$/;
/** Cursor drops the tools, the others pass names on as they are; Codex and Claude Code replace dots. */
const TAKE_NO_DOTS = [CLIENTS.claude, CLIENTS.cursor, "AI SDK", "LangChain", "Mastra"];

/** Each name, as clients other than OpenAI's are shown it. */
export function names({ ours }: Visit, tools: readonly ListedTool[]): Finding {
  const all = tools.map(({ name }) => name);
  const twice = all.filter((name, index) => all.indexOf(name) !== index);
  const odd = [...all.filter((name) => !NAME.test(name)), ...twice];
  if (odd.length > 0) {
    const fix = fixes.inWords("Give each tool a name of its own, 1 to 128 of A-Z a-z 0-9 _ - .");
    const means = "refuse it, or all tools";
    return problem("names", `not valid: ${examples(odd)}`, fault("everyone", means, fix));
  }
  const refused = all.filter((name) => !API_NAME.test(name));
  if (refused.length === 0) return ok("names", "are ones that every model API takes");
  const fix = ours
    ? fixes.setSecret("MCP_TOOL_NAMES", "auto", "Show dots to OpenAI's connector alone:")
    : fixes.inWords("Rename them: at most 64 of A-Z a-z 0-9 _ -");
  const found = `${refused.length} of ${all.length} are refused by model APIs: ${
    examples(refused)
  }`;
  const means = "the tools are dropped, or the model's API refuses them";
  return problem("names", found, fault(TAKE_NO_DOTS, means, fix));
}
