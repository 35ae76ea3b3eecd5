// A fake server for tests of single checks.

import type { Exchange, Send } from "../../../supabase/functions/_tools/doctor/exchange.ts";
import type { Finding } from "../../../supabase/functions/_tools/doctor/finding.ts";
import { type Session, startSession } from "../../../supabase/functions/_tools/doctor/session.ts";

export const MCP = "https://mcp.example.com/functions/v1/mcp";

/** Returns a JSON body for a 200, a number for an empty response with that status, or a Response. */
type Answering = (url: URL, init: RequestInit) => unknown;

/** A session with the fake server, by default as this project's own. */
export function sessionWith(answer: Answering, known: Partial<Session> = {}): Session {
  const send: Send = async (url, init = {}) =>
    await exchangeOf(url, responseOf(await answer(new URL(url), init)));
  return { ...startSession(MCP, send, undefined), ...known };
}

/** The JSON-RPC message of a POST. */
export function messageOf(init: RequestInit): { method: string; params: Record<string, unknown> } {
  return JSON.parse(String(init.body));
}

/** The findings as `check: outcome`. */
export function outcomes(findings: readonly Finding[]): string[] {
  return findings.map(({ check, outcome }) => `${check}: ${outcome}`);
}

function responseOf(answer: unknown): Response {
  if (answer instanceof Response) return answer;
  return typeof answer === "number"
    ? new Response(null, { status: answer })
    : Response.json(answer);
}

async function exchangeOf(url: string, response: Response): Promise<Exchange> {
  const { status, headers } = response;
  const text = await response.text();
  return { answered: true, url, status, headers, text, json: text && jsonOf(text), ms: 1 };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
