// The challenge as OpenAI's connectors look for it.

import { CLIENTS, OPENAI_CONNECTOR } from "../clients.ts";
import { fault, type Finding, ok, problem, skipped } from "../finding.ts";
import * as fixes from "../fixes.ts";
import { call, guarded } from "../guarded_tool.ts";
import { resultOf } from "../mcp.ts";
import { isObject, strings, type Visit } from "../visit.ts";
import { parseChallenge } from "../www_authenticate.ts";

/** ChatGPT's dialect: the challenge inside a tool's result, where its User-Agent asks. */
export async function inBand(visit: Visit): Promise<Finding> {
  const tool = guarded(visit);
  if (!tool) return skipped("chatgpt", "no tool to see it with");
  const reply = await call(visit, tool, OPENAI_CONNECTOR);
  const meta = resultOf(reply)?._meta;
  const [value = ""] = strings(isObject(meta) ? meta["mcp/www_authenticate"] : undefined);
  const { parameters } = parseChallenge(value);
  const needed = ["resource_metadata", "error", "error_description"];
  const missing = needed.filter((name) => !parameters[name]);
  if (missing.length === 0) return ok("chatgpt", "is told inside the result where to sign in");
  const fix = fixes.inWords(
    `Put the challenge into the result's _meta["mcp/www_authenticate"], with ${needed.join(", ")}.`,
  );
  const found = value === ""
    ? "a refused call has no challenge inside"
    : `lacks ${missing.join(", ")}`;
  return problem(
    "chatgpt",
    found,
    fault([CLIENTS.chatgpt], "no sign-in is offered for a tool", fix),
  );
}
