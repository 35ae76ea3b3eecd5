// Checks tool names: model APIs accept fewer characters than MCP does.

import { CLIENTS } from "../clients.ts";
import { type Finding, ok, problem } from "../finding.ts";
import * as fixes from "../fixes.ts";
import type { ListedTool, Session } from "../session.ts";
import { examples } from "../text.ts";

/** Tool names that MCP allows (section Tools). */
const NAME = /^[A-Za-z0-9_.-]{1,128}$/;
/** Function names that OpenAI's and Anthropic's APIs allow. */
const API_NAME = /^[a-zA-Z0-9_-]{1,64}$/;
/**
 * Clients that fail on dots in tool names. Cursor drops the tools. Others send the names to model APIs, which reject
 * dots. Codex CLI and Claude Code replace dots, so they are not affected.
 */
const REJECT_DOTS = [CLIENTS.claude, CLIENTS.cursor, "AI SDK", "LangChain", "Mastra"];

/** Checks the names that clients other than OpenAI's connector get. */
export function names({ isThisProject }: Session, tools: readonly ListedTool[]): Finding {
  const all = tools.map(({ name }) => name);
  const duplicates = all.filter((name, index) => all.indexOf(name) !== index);
  const invalid = [...all.filter((name) => !NAME.test(name)), ...duplicates];
  if (invalid.length > 0) {
    const fix = fixes.advice(
      "Give each tool a unique name of 1 to 128 characters from A-Z a-z 0-9 _ - .",
    );
    const means = "reject the tool, or all tools";
    return problem("names", `invalid or duplicate: ${examples(invalid)}`, {
      affects: "everyone",
      means,
      fix,
    });
  }
  const refused = all.filter((name) => !API_NAME.test(name));
  if (refused.length === 0) return ok("names", "accepted by all model APIs");
  const fix = isThisProject
    ? fixes.setSecret("MCP_TOOL_NAMES", "auto", "Send dotted names to OpenAI's connector only:")
    : fixes.advice("Rename the tools: at most 64 characters from A-Z a-z 0-9 _ -");
  const found = `${refused.length} of ${all.length} are refused by model APIs: ${
    examples(refused)
  }`;
  const means = "the tools are dropped, or the model's API rejects them";
  return problem("names", found, { affects: REJECT_DOTS, means, fix });
}
