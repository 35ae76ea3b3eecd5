// Checks that a refused tool call has the challenge in its result, where OpenAI's connector looks for the challenge.

import { CLIENTS, OPENAI_CONNECTOR } from "../clients.ts";
import { type Finding, ok, problem, skipped } from "../finding.ts";
import * as fixes from "../fixes.ts";
import { call, NO_PROTECTED_TOOL, protectedTool } from "../protected_tool.ts";
import { resultOf } from "../mcp.ts";
import { isObject, type Session, strings } from "../session.ts";
import { parseChallenge } from "../www_authenticate.ts";

/** Calls a protected tool with OpenAI's User-Agent and no token; expects `_meta["mcp/www_authenticate"]`. */
export async function inBand(session: Session): Promise<Finding> {
  const tool = protectedTool(session);
  if (!tool) return skipped("chatgpt", NO_PROTECTED_TOOL);
  const reply = await call(session, tool, OPENAI_CONNECTOR);
  const meta = resultOf(reply)?._meta;
  const [value = ""] = strings(isObject(meta) ? meta["mcp/www_authenticate"] : undefined);
  const { parameters } = parseChallenge(value);
  const needed = ["resource_metadata", "error", "error_description"];
  const missing = needed.filter((name) => !parameters[name]);
  if (missing.length === 0) {
    return ok("chatgpt", "the result of a refused tool call has the challenge");
  }
  const fix = fixes.advice(
    `Put the challenge into the result's _meta["mcp/www_authenticate"], with ${needed.join(", ")}.`,
  );
  const found = value === ""
    ? "the result of a refused tool call has no challenge"
    : `the challenge in the result of a refused tool call lacks ${missing.join(", ")}`;
  return problem(
    "chatgpt",
    found,
    { affects: [CLIENTS.chatgpt], means: "offers no sign-in when a tool needs a token", fix },
  );
}
