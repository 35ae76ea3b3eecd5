// Checks when the server asks for sign-in. Most clients need a 401 on connect; OpenAI's connector lists tools first.

import { CLIENTS, OPENAI_CONNECTOR } from "../clients.ts";
import type { Exchange } from "../exchange.ts";
import { type Finding, ok, problem, skipped, unclear } from "../finding.ts";
import * as fixes from "../fixes.ts";
import { protectedTool } from "../protected_tool.ts";
import { discover, initialize, type Reply, succeeded } from "../mcp.ts";
import type { Session } from "../session.ts";
import { listed } from "../text.ts";

/**
 * Clients that start sign-in only if their first request gets 401 (anomalyco/opencode#36946,
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
const NO_SIGN_IN_ON_CONNECT = "sign-in starts only if initialize gets 401. " +
  "opencode reports success without a token, Gemini CLI passes a tool's 401 to its model, " +
  "and claude.ai preselects “None”, which never signs in";

/** Sends first requests without a token: once as most clients do, once as OpenAI's connector does. */
export async function* signInMoment(session: Session): AsyncGenerator<Finding> {
  const needed = session.allToolsProtected || session.challenge !== undefined ||
    protectedTool(session) !== undefined;
  if (!needed || session.authless) {
    yield skipped("at connect", "no tool is known to need sign-in");
    return;
  }
  yield await otherClients(session);
  yield await openAi(session);
}

async function otherClients(session: Session): Promise<Finding> {
  const first = {
    "initialize": await initialize(session),
    "server/discover": await discover(session),
  };
  const open = Object.entries(first).filter(([, reply]) => succeeded(reply)).map(([name]) => name);
  if (open.length === 0) return refusedAtConnect(first.initialize);
  const fix = session.isThisProject
    ? fixes.setSecret(
      "MCP_SIGN_IN",
      "auto",
      "Require sign-in on connect from all clients except OpenAI's connector:",
    )
    : fixes.advice("If initialize or server/discover has no token, answer with 401.");
  const found = `${listed(open)}: answered without a token`;
  return problem("at connect", found, {
    affects: SIGN_IN_ON_401,
    means: NO_SIGN_IN_ON_CONNECT,
    fix,
  });
}

function refusedAtConnect({ exchange }: Reply): Finding {
  const check = "at connect";
  if (exchange.answered && exchange.status === 401) {
    return ok(check, "a first request without a token gets 401");
  }
  const fix = fixes.advice("If initialize has no token, answer with 401 or with a result.");
  return unclear(check, initializeResult(exchange), fix);
}

async function openAi(session: Session): Promise<Finding> {
  const reply = await initialize(session, OPENAI_CONNECTOR);
  if (succeeded(reply)) {
    return ok("openai connect", "OpenAI's connector can list tools before sign-in");
  }
  const { exchange } = reply;
  if (!exchange.answered || exchange.status !== 401) {
    const fix = fixes.retry();
    return unclear("openai connect", initializeResult(exchange), fix);
  }
  const fix = session.isThisProject
    ? fixes.setSecret("MCP_SIGN_IN", "auto", "Let OpenAI's connector list tools without a token:")
    : fixes.advice(
      "Require no token for initialize and list requests from User-Agent openai-mcp.",
    );
  const found = "initialize of OpenAI's connector is answered 401";
  const means =
    "the connector cannot be added, because ChatGPT lists the tools before the user signs in";
  return problem("openai connect", found, { affects: [CLIENTS.chatgpt], means, fix });
}

function initializeResult(exchange: Exchange): string {
  return exchange.answered
    ? `initialize is answered ${exchange.status}`
    : "initialize gets no response";
}
