// A server of a few lines, for checks that are tried alone.

import type { Exchange, Send } from "../../../supabase/functions/_tools/doctor/exchange.ts";
import type { Finding } from "../../../supabase/functions/_tools/doctor/finding.ts";
import { startVisit, type Visit } from "../../../supabase/functions/_tools/doctor/visit.ts";

export const MCP = "https://mcp.example.com/functions/v1/mcp";

/** A JSON body is answered 200; a number is a status; a Response is taken as it is. */
export type Answering = (url: URL, init: RequestInit) => unknown;

/** A visit of this project's server, unless said otherwise. */
export function visitOf(answer: Answering, learnt: Partial<Visit> = {}): Visit {
  const send: Send = async (url, init = {}) =>
    await exchangeOf(url, responseOf(await answer(new URL(url), init)));
  return { ...startVisit(MCP, send, undefined), ...learnt };
}

/** The message in a POST to the endpoint. */
export function messageOf(init: RequestInit): { method: string; params: Record<string, unknown> } {
  return JSON.parse(String(init.body));
}

/** `check: outcome` of each. */
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
