// Asks a running server something of MCP over HTTP, as a client of either family of revisions. Judges no answer.

import { messageOf } from "../mcp/message.ts";

/** The newest of each family. */
export const REVISIONS = ["2025-11-25", "2026-07-28"] as const;
export type Revision = typeof REVISIONS[number];

export interface Call {
  method: string;
  params: Record<string, unknown>;
}

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** From the request to the whole answer, in milliseconds. */
  ms: number;
}

/** Longer than the server waits for its database. */
const PATIENCE_MS = 20_000;

/** A call of a tool. */
export function tool(name: string, args: Record<string, unknown> = {}): Call {
  return { method: "tools/call", params: { name, arguments: args } };
}

/** @throws Error when there is no whole answer */
export async function ask(
  url: string,
  token: string,
  { method, params }: Call,
  revision: Revision = "2025-11-25",
): Promise<Answer> {
  const { headers, body } = messageOf(revision, method, params);
  const started = performance.now();
  const response = await fetch(url, {
    method: "POST",
    headers: { ...headers, Authorization: `Bearer ${token}` },
    body,
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  const text = await response.text();
  const { status } = response;
  return { status, headers: response.headers, text, ms: performance.now() - started };
}
