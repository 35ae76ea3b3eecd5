// Which web pages and hosts may call it, by `Origin` (MCP, Transports, Security; Fetch, CORS protocol).

import { CLIENTS } from "../clients.ts";
import { fault, type Finding, note, ok, problem } from "../finding.ts";
import * as fixes from "../fixes.ts";
import { request } from "../mcp.ts";
import type { Visit } from "../visit.ts";
import { listed } from "../words.ts";

/** What hosts send, and whom it belongs to. */
const HOSTS: Record<string, string> = {
  "https://chatgpt.com": CLIENTS.chatgpt,
  "https://claude.ai": CLIENTS.claude,
  "https://claude.com": CLIENTS.claude,
  "https://grok.com": "Grok",
  "vscode-file://vscode-app": CLIENTS.vscode,
};
const FOREIGN = "https://doctor.invalid";

/** Origins of known hosts, of a foreign page, and whether a preflight says the same as POST. */
export async function* origins(visit: Visit): AsyncGenerator<Finding> {
  const refused: string[] = [];
  for (const origin of Object.keys(HOSTS)) {
    if (await isRefused(visit, origin)) refused.push(origin);
  }
  const foreign = await isRefused(visit, FOREIGN);
  yield* hosts(visit, refused);
  yield foreign ? ok("origin", "foreign pages are refused") : note(
    "origin",
    "any page in a visitor's browser may call it",
    fixes.inWords("Refuse origins that you do not know with 403 (MCP, Transports, Security)."),
  );
  yield await preflights(visit, foreign ? [...refused, FOREIGN] : refused);
}

function* hosts({ ours }: Visit, refused: readonly string[]): Generator<Finding> {
  if (refused.length === 0) yield ok("origins", "known hosts are let in");
  for (const name of new Set(refused.map((origin) => HOSTS[origin] ?? origin))) {
    const its = refused.filter((origin) => HOSTS[origin] === name);
    const fix = ours
      ? fixes.deploy(
        "Deploy the present functions, and let the proxy pass Origin:",
      )
      : fixes.inWords(`Let ${listed(its)} in.`);
    const found = `POST refuses ${listed(its)}`;
    yield problem("origins", found, fault([name], "every request is refused", fix));
  }
}

/** @param refused origins that POST refuses */
async function preflights(visit: Visit, refused: readonly string[]): Promise<Finding> {
  const wrong: string[] = [];
  for (const origin of refused) if (await isAllowed(visit, origin)) wrong.push(origin);
  if (wrong.length === 0) return ok("preflight says", "what POST does");
  const fix = fixes.inWords("Answer a preflight of an origin that POST refuses with 403.");
  const found = `a preflight allows ${listed(wrong)}, and POST refuses it`;
  const means = "pass the preflight, and POST refuses them";
  return problem("preflight says", found, fault("browsers", means, fix));
}

async function isRefused(visit: Visit, origin: string): Promise<boolean> {
  // Not initialize, which opens a session on some servers.
  const { exchange } = await request(visit, "ping", {}, { Origin: origin });
  return !exchange.answered || exchange.status === 403;
}

async function isAllowed({ send, url }: Visit, origin: string): Promise<boolean> {
  const exchange = await send(url, {
    method: "OPTIONS",
    headers: { "Origin": origin, "Access-Control-Request-Method": "POST" },
  });
  if (!exchange.answered || exchange.status > 299) return false;
  return ["*", origin].includes(exchange.headers.get("Access-Control-Allow-Origin") ?? "");
}
