// The messages that contestants are measured with, and whether an answer is the right one.

import { type Message, messageOf } from "../mcp/message.ts";
import type { Revision } from "./contestants.ts";
import { LIMIT, ROWS } from "./rows.ts";

/** What every contestant speaks. */
export const COMMON_REVISION: Revision = "2025-06-18";

/** @param token of the caller */
export function callList(revision: Revision, token: string): Message {
  const params = { name: "artifact.list", arguments: { limit: LIMIT } };
  const { headers, body } = messageOf(revision, "tools/call", params);
  return { headers: { ...headers, Authorization: `Bearer ${token}` }, body };
}

export function listTools(revision: Revision): Message {
  return messageOf(revision, "tools/list");
}

/** The first message of a client of either family. */
export function greet(revision: Revision): Message {
  if (revision === "2026-07-28") return messageOf(revision, "server/discover");
  const clientInfo = { name: "bench", version: "1.0.0" };
  const params = { protocolVersion: revision, capabilities: {}, clientInfo };
  return messageOf(revision, "initialize", params);
}

/** @returns the answer's `result`, or what was answered instead */
export async function ask(url: string, { headers, body }: Message): Promise<unknown> {
  const response = await fetch(url, { method: "POST", headers, body });
  const text = await response.text();
  // A server may answer one message as a stream of one event.
  const json = /^data: (.*)$/m.exec(text)?.[1] ?? text;
  try {
    return JSON.parse(json).result ?? `${response.status} ${text}`;
  } catch {
    return `${response.status} ${text}`;
  }
}

/** Whether a result of {@link callList} is what the database holds. */
export function isListed(result: unknown): boolean {
  const { structuredContent } = result as { structuredContent?: { artifacts?: { id?: string }[] } };
  const ids = structuredContent?.artifacts?.map(({ id }) => id);
  return ids?.join() === ROWS.map(({ id }) => id).join();
}
