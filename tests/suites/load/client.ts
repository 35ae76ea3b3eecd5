// Sends one call of MCP in either family of revisions and judges the answer. Knows no schedule.

import { type Answer, ask, REVISIONS } from "../ask.ts";
import type { Due } from "./calls.ts";
import type { Outcome } from "./life.ts";

export interface Judged {
  status: number;
  fault?: string;
}

/** Sends calls to one address, alternating between the two families of clients. */
export function createClient(url: string): (due: Due) => Promise<Judged> {
  let sent = 0;
  return async (due) => {
    try {
      return judged(await ask(url, due.person.token, due.call, REVISIONS[sent++ % 2]), due);
    } catch (error) {
      due.settle();
      return { status: 0, fault: `no answer: ${error instanceof Error ? error.message : error}` };
    }
  };
}

function judged({ status, headers, text }: Answer, { call, settle }: Due): Judged {
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
