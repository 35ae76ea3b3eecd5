// Checks how the server refuses requests without a token and with an invalid token.

import type { Answer } from "../exchange.ts";
import { CANNOT_FIND_SIGN_IN, type Finding, ok, problem, skipped } from "../finding.ts";
import * as fixes from "../fixes.ts";
import { call, NO_PROTECTED_TOOL, protectedTool, publicTool } from "../protected_tool.ts";
import { initialize, type Reply, succeeded } from "../mcp.ts";
import type { Session } from "../session.ts";
import { parseChallenge } from "../www_authenticate.ts";
import { oneLine } from "../text.ts";
import { badToken } from "./bad_token.ts";
import { inBand } from "./chatgpt.ts";

const HEADER = 'WWW-Authenticate: Bearer resource_metadata="<URL>", scope="<scopes>"';

/**
 * Calls a public tool. Then sends requests that must be refused: without a token (RFC 9728 §5.1), with an invalid token
 * (RFC 6750 §3.1), and as OpenAI's connector. Sets `session.challenge` and `session.authless`.
 */
export async function* challenge(session: Session): AsyncGenerator<Finding> {
  yield await callPublicTool(session);
  const refused = await refusal(session);
  if (!refused) {
    yield skipped("challenge", NO_PROTECTED_TOOL);
  } else yield* challengeIn(session, refused);
  yield* badToken(session);
  yield await inBand(session);
}

async function callPublicTool(session: Session): Promise<Finding> {
  const tool = publicTool(session);
  if (!tool) {
    return skipped("public tool", "no public tool is read-only and callable without arguments");
  }
  const reply = await call(session, tool);
  if (succeeded(reply)) {
    return ok("public tool", `${oneLine(tool.name, 40)} answers without a token`);
  }
  const found = `${oneLine(tool.name, 40)} is declared public, but refuses a call without a token`;
  const fix = fixes.advice(
    "Let the tool run without a token, or declare oauth2 in its securitySchemes.",
  );
  return problem("public tool", found, {
    affects: "everyone",
    means: "show an error to users who have not signed in",
    fix,
  });
}

/** The first refusal that a client gets: of `initialize`, or of a protected tool if `initialize` needs no token. */
async function refusal(session: Session): Promise<Reply | undefined> {
  if (session.challengesOnConnect) return await initialize(session);
  const tool = protectedTool(session);
  return tool && await call(session, tool);
}

function* challengeIn(session: Session, { exchange }: Reply): Generator<Finding> {
  if (!exchange.answered || exchange.status !== 401) {
    const result = exchange.answered
      ? `is answered ${exchange.status}, not 401`
      : "gets no response";
    const fix = fixes.advice(`Answer such requests with 401 and ${HEADER}`);
    const found = `a request without a token ${result}`;
    yield problem("challenge", found, {
      affects: "everyone",
      means: "never offer to sign in",
      fix,
    });
    return;
  }
  const header = exchange.headers.get("WWW-Authenticate");
  const parsed = header === null ? undefined : parseChallenge(header);
  const { resource_metadata: metadataUrl, scope } = parsed?.parameters ?? {};
  if (!parsed) {
    const fix = fixes.advice(
      `Send the header, and make sure that no proxy removes it: ${HEADER}`,
    );
    yield problem(
      "challenge",
      "the 401 response has no WWW-Authenticate header",
      { affects: "everyone", means: CANNOT_FIND_SIGN_IN, fix },
    );
  } else if (parsed.scheme.toLowerCase() !== "bearer") {
    const fix = fixes.advice(`Send ${HEADER}`);
    const found = `the challenge has scheme ${oneLine(parsed.scheme, 20)}, not Bearer`;
    yield problem("challenge", found, { affects: "everyone", means: CANNOT_FIND_SIGN_IN, fix });
  } else if (metadataUrl === undefined || !URL.canParse(metadataUrl)) {
    const fix = fixes.advice(`Add resource_metadata: ${HEADER}`);
    const found = "the challenge has no resource_metadata that is a URL";
    yield problem("challenge", found, { affects: "everyone", means: CANNOT_FIND_SIGN_IN, fix });
  } else yield validChallenge(metadataUrl, scope);
  if (metadataUrl !== undefined && URL.canParse(metadataUrl)) {
    session.challenge = { metadataUrl, ...(scope !== undefined && { scope }) };
  }
  if (parsed && parsed.unquoted.length > 0) {
    const fix = fixes.advice(`Quote the values: ${HEADER}`);
    const found = `the challenge has unquoted parameters: ${
      parsed.unquoted.map((name) => oneLine(name, 30)).join(", ")
    }`;
    const means = "misread or ignore the challenge";
    yield problem("quoting", found, { affects: "everyone", means, fix });
  }
  yield corsOnRefusal(exchange);
}

function validChallenge(metadataUrl: string, scope: string | undefined): Finding {
  const path = oneLine(new URL(metadataUrl).pathname, 60);
  return ok(
    "challenge",
    `the 401 response names metadata at ${path}${scope ? ` and scope ${oneLine(scope, 40)}` : ""}`,
  );
}

function corsOnRefusal({ headers }: Answer): Finding {
  const defect = corsDefect(headers);
  if (defect === undefined) return ok("cors on 401", "browsers can read the challenge");
  const fix = fixes.advice(
    "Send Access-Control-Allow-Origin: * and Access-Control-Expose-Headers: WWW-Authenticate with 401 responses, too.",
  );
  const means = "cannot read the challenge and offer no sign-in, for example MCP Inspector";
  return problem("cors on 401", `the 401 response ${defect}`, { affects: "browsers", means, fix });
}

function corsDefect(headers: Headers): string | undefined {
  if (!headers.has("Access-Control-Allow-Origin")) return "has no Access-Control-Allow-Origin";
  const exposed = (headers.get("Access-Control-Expose-Headers") ?? "").toLowerCase();
  return /\bwww-authenticate\b|^\*$/.test(exposed) ? undefined : "does not expose WWW-Authenticate";
}
