// When it asks for sign-in: most clients look for a 401 as they connect, OpenAI's connector wants the tools first.

import { CLIENTS, OPENAI_CONNECTOR } from "../clients.ts";
import { fault, type Finding, ok, problem, skipped, unclear } from "../finding.ts";
import * as fixes from "../fixes.ts";
import { guarded } from "../guarded_tool.ts";
import { discover, initialize, type Reply, succeeded } from "../mcp.ts";
import type { Visit } from "../visit.ts";
import { listed } from "../words.ts";

/**
 * Programs that start OAuth on a 401 to their first request, and on nothing later (anomalyco/opencode#36946,
 * google-gemini/gemini-cli#5011, danny-avila/LibreChat#13249, csharp-sdk#1866, langgenius/dify#36230).
 */
const SIGN_IN_ON_401 = [
  CLIENTS.claude,
  CLIENTS["claude-code"],
  CLIENTS.gemini,
  CLIENTS.opencode,
  "LibreChat",
  "C# SDK",
  "Dify",
];
const WHY = "sign-in does not start when they connect: they wait for a 401 to initialize. " +
  "opencode reports success and stores no token, Gemini CLI passes the 401 of a tool to its model, " +
  "claude.ai offers “None”";

/** The first message without a token, as other clients send it and as OpenAI's connector does. */
export async function* signInMoment(visit: Visit): AsyncGenerator<Finding> {
  const needed = visit.closed || visit.challenge !== undefined || guarded(visit) !== undefined;
  if (!needed || visit.authless) {
    yield skipped("at connect", "no tool is known to need sign-in");
    return;
  }
  yield await otherClients(visit);
  yield await openAi(visit);
}

async function otherClients(visit: Visit): Promise<Finding> {
  const first = { "initialize": await initialize(visit), "server/discover": await discover(visit) };
  const open = Object.entries(first).filter(([, reply]) => succeeded(reply)).map(([name]) => name);
  if (open.length === 0) return refusedAtConnect(first.initialize);
  const fix = visit.ours
    ? fixes.setSecret(
      "MCP_SIGN_IN",
      "auto",
      "Ask all clients but OpenAI's connector as they connect:",
    )
    : fixes.inWords("Answer initialize and server/discover without a token with 401.");
  const found = `${listed(open)}: answered without a token`;
  return problem("at connect", found, fault(SIGN_IN_ON_401, WHY, fix));
}

function refusedAtConnect({ exchange }: Reply): Finding {
  const check = "at connect";
  if (exchange.answered && exchange.status === 401) {
    return ok(check, "a first message without a token gets 401");
  }
  const status = exchange.answered ? exchange.status : "not at all";
  const fix = fixes.inWords("Answer initialize without a token with 401 or with a result.");
  return unclear(check, `initialize is answered ${status}`, fix);
}

async function openAi(visit: Visit): Promise<Finding> {
  const reply = await initialize(visit, OPENAI_CONNECTOR);
  if (succeeded(reply)) return ok("openai connect", "OpenAI's connector sees the tools first");
  const status = reply.exchange.answered ? reply.exchange.status : 0;
  if (status !== 401) {
    const fix = fixes.inWords("Ask again; see the server's log.");
    return unclear("openai connect", `initialize is answered ${status || "not at all"}`, fix);
  }
  const fix = visit.ours
    ? fixes.setSecret("MCP_SIGN_IN", "auto", "Let OpenAI's connector discover the tools:")
    : fixes.inWords("Answer initialize and lists of User-Agent openai-mcp without a token.");
  const found = "initialize of OpenAI's connector is answered 401";
  const means = "the connector cannot be added: it lists the tools before anyone signs in";
  return problem("openai connect", found, fault([CLIENTS.chatgpt], means, fix));
}
