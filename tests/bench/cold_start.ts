// How long it takes from the start of a process to its first answer.

import type { Message } from "../mcp/message.ts";
import { median } from "../suites/median.ts";
import type { Contestant, Revision } from "./contestants.ts";
import { ask, callList, greet, isListed, listTools } from "./requests.ts";
import type { Runtime } from "./runtimes.ts";
import { startServer } from "./server.ts";
import type { Setting } from "./setting.ts";

/** Milliseconds by the first message, medians of all rounds. Unsupported messages are absent. */
export type ColdStart = Partial<Record<FirstMessage, number>>;

const FIRST_MESSAGES = ["call", "call 2026-07-28", "list", "greeting"] as const;
export type FirstMessage = typeof FIRST_MESSAGES[number];

/** @param progress gets a line after each round */
export async function measureColdStarts(
  contestants: readonly Contestant[],
  setting: Setting,
  runtime: Runtime,
  rounds: number,
  progress: (line: string) => void,
): Promise<Map<string, ColdStart>> {
  const times = new Map<string, Map<FirstMessage, number[]>>();
  // The first round fills caches and is not counted.
  for (let round = 0; round <= rounds; round++) {
    for (const contestant of contestants) {
      const own = times.get(contestant.name) ?? new Map<FirstMessage, number[]>();
      times.set(contestant.name, own);
      for (const first of firstMessagesOf(contestant)) {
        const time = await measure(contestant, setting, runtime, first);
        if (round > 0) own.set(first, [...own.get(first) ?? [], time]);
      }
    }
    if (round > 0) progress(`cold start: round ${round} of ${rounds}`);
  }
  return new Map([...times].map(([name, own]) => [name, mediansOf(own)]));
}

function mediansOf(times: Map<FirstMessage, number[]>): ColdStart {
  return Object.fromEntries([...times].map(([first, all]) => [first, median(all)]));
}

// The limits know one message, and who speaks no newer revision has none of it.
function firstMessagesOf({ revisions }: Contestant): FirstMessage[] {
  if (revisions.length === 0) return ["call"];
  const modern = revisions.includes("2026-07-28");
  return FIRST_MESSAGES.filter((first) => modern || first !== "call 2026-07-28");
}

async function measure(
  { name, module }: Contestant,
  setting: Setting,
  runtime: Runtime,
  first: FirstMessage,
): Promise<number> {
  const message = messageOf(first, setting.good[0]!);
  const started = performance.now();
  const server = await startServer({ module }, setting.environment, runtime);
  try {
    const answer = await ask(server.url, message);
    const time = performance.now() - started;
    const right = first.startsWith("call") ? isListed(answer) : typeof answer === "object";
    if (!right) throw new Error(`${name} answers ${first} with ${JSON.stringify(answer)}`);
    return time;
  } finally {
    await server.stop();
  }
}

// All messages carry the token: most contestants require one.
function messageOf(first: FirstMessage, token: string): Message {
  const revision: Revision = first === "call 2026-07-28" ? "2026-07-28" : "2025-06-18";
  if (first.startsWith("call")) return callList(revision, token);
  const { headers, body } = first === "list" ? listTools(revision) : greet(revision);
  return { headers: { ...headers, Authorization: `Bearer ${token}` }, body };
}
