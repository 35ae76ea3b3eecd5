// Sends one call of MCP in either family of revisions and judges the answer. Knows no schedule.

import { type Message, messageOf } from "../../bench/requests.ts";
import type { Due } from "./calls.ts";
import type { Outcome } from "./life.ts";

/** Longer than the server waits for its database. */
const PATIENCE_MS = 20_000;
const REVISIONS = ["2025-11-25", "2026-07-28"] as const;

export interface Judged {
  status: number;
  fault?: string;
}

/** Sends calls to one address, in turns as clients of either family. */
export function createClient(url: string): (due: Due) => Promise<Judged> {
  let sent = 0;
  return async (due) => {
    const { method, params } = due.call;
    const { headers, body } = messageOf(REVISIONS[sent++ % 2]!, method, params);
    const authorized = { ...headers, Authorization: `Bearer ${due.person.token}` };
    try {
      return await judged(await post(url, { headers: authorized, body }), due);
    } catch (error) {
      due.settle();
      return { status: 0, fault: `no answer: ${error instanceof Error ? error.message : error}` };
    }
  };
}

function post(url: string, { headers, body }: Message): Promise<Response> {
  return fetch(url, { method: "POST", headers, body, signal: AbortSignal.timeout(PATIENCE_MS) });
}

async function judged(response: Response, { call, settle }: Due): Promise<Judged> {
  const { status, headers } = response;
  const text = await response.text();
  if (status === 503 && Number(headers.get("Retry-After")) >= 1) {
    // It was not done, so it is due again.
    settle();
    return { status };
  }
  const result = status === 200 ? JSON.parse(text).result : undefined;
  const right = result !== undefined && !result.isError;
  settle(right ? result.structuredContent as Outcome ?? {} : undefined);
  if (right) return { status };
  const what = call.params.name ?? call.method;
  return { status, fault: `${what}: ${status} ${text.slice(0, 200)}` };
}
