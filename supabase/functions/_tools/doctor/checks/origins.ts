// Checks which values of header `Origin` the server accepts, because they decide which web pages may call the server.
// Sources: MCP, "Transports", section Security; Fetch standard, "CORS protocol".

import { CLIENTS } from "../clients.ts";
import { type Finding, note, ok, problem } from "../finding.ts";
import * as fixes from "../fixes.ts";
import { request } from "../mcp.ts";
import type { Session } from "../session.ts";
import { listed } from "../text.ts";

/** Origins that hosts send, and the client that each belongs to. */
const HOSTS: Record<string, string> = {
  "https://chatgpt.com": CLIENTS.chatgpt,
  "https://claude.ai": CLIENTS.claude,
  "https://claude.com": CLIENTS.claude,
  "https://grok.com": "Grok",
  "vscode-file://vscode-app": CLIENTS.vscode,
};
const UNKNOWN_ORIGIN = "https://doctor.invalid";

/** Tests the origins of known hosts, an unknown origin, and whether preflight agrees with POST. */
export async function* origins(session: Session): AsyncGenerator<Finding> {
  const refused: string[] = [];
  for (const origin of Object.keys(HOSTS)) {
    if (await isRefused(session, origin)) refused.push(origin);
  }
  const refusesUnknown = await isRefused(session, UNKNOWN_ORIGIN);
  yield* hosts(session, refused);
  yield refusesUnknown ? ok("origin", "unknown origins are refused") : note(
    "origin",
    "any web page may call the server from a user's browser",
    fixes.advice("Answer unknown origins with 403 (MCP, Transports, Security)."),
  );
  yield await preflights(session, refusesUnknown ? [...refused, UNKNOWN_ORIGIN] : refused);
}

function* hosts({ isThisProject }: Session, refused: readonly string[]): Generator<Finding> {
  if (refused.length === 0) yield ok("origins", "the origins of known hosts are allowed");
  for (const name of new Set(refused.map((origin) => HOSTS[origin] ?? origin))) {
    const its = refused.filter((origin) => HOSTS[origin] === name);
    const fix = isThisProject
      ? fixes.deploy(
        "Deploy the current functions, and let the proxy forward Origin:",
      )
      : fixes.advice(`Allow ${listed(its)}.`);
    const found = `POST refuses ${listed(its)}`;
    yield problem("origins", found, { affects: [name], means: "every request is refused", fix });
  }
}

/** @param refused origins that POST refuses */
async function preflights(session: Session, refused: readonly string[]): Promise<Finding> {
  const wrong: string[] = [];
  for (const origin of refused) if (await isAllowed(session, origin)) wrong.push(origin);
  if (wrong.length === 0) return ok("cors origins", "preflight and POST allow the same origins");
  const fix = fixes.advice("Answer preflights of these origins with 403, as POST does.");
  const found = `preflight allows ${listed(wrong)}, but POST refuses the same origins`;
  const means = "pass the preflight, but their POST is refused";
  return problem("cors origins", found, { affects: "browsers", means, fix });
}

async function isRefused(session: Session, origin: string): Promise<boolean> {
  // Not `initialize`, because `initialize` opens a session on some servers.
  const { exchange } = await request(session, "ping", {}, { Origin: origin });
  return !exchange.answered || exchange.status === 403;
}

async function isAllowed({ send, url }: Session, origin: string): Promise<boolean> {
  const exchange = await send(url, {
    method: "OPTIONS",
    headers: { "Origin": origin, "Access-Control-Request-Method": "POST" },
  });
  if (!exchange.answered || exchange.status > 299) return false;
  return ["*", origin].includes(exchange.headers.get("Access-Control-Allow-Origin") ?? "");
}
