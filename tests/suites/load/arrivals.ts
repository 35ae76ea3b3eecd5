// When requests are sent: as soon as others are answered, or on a schedule that waits for no answer. Knows
// nothing of what is sent.

import { setTimeout as delay } from "node:timers/promises";
import type { Judged } from "./client.ts";
import type { Sample } from "./sample.ts";

/** What is to be sent, in how many seconds, over how many connections at most. */
export interface Plan {
  seconds: number;
  connections: number;
  /** Arrivals a second; absent = each connection sends again as soon as it has its answer. */
  rate?: number;
}

type SendOne = () => Promise<Judged>;

/** @returns every request that was sent, when all are answered */
export async function follow({ rate, ...plan }: Plan, send: SendOne): Promise<Sample[]> {
  return rate === undefined ? await answerByAnswer(plan, send) : await onTime(plan, rate, send);
}

async function answerByAnswer(
  { seconds, connections }: Plan,
  send: SendOne,
): Promise<Sample[]> {
  const [samples, begun]: [Sample[], number] = [[], performance.now()];
  await Promise.all(Array.from({ length: connections }, async () => {
    for (let at = 0; at < seconds * 1_000; at = performance.now() - begun) {
      samples.push(await sample(send, begun, at));
    }
  }));
  return samples;
}

// Latency counts from the time when a request was due, also if it was sent later. Otherwise a pause of the
// server would affect only a few requests ("coordinated omission").
async function onTime(
  { seconds, connections }: Plan,
  rate: number,
  send: SendOne,
): Promise<Sample[]> {
  const [samples, begun]: [Sample[], number] = [[], performance.now()];
  const open = new Set<Promise<unknown>>();
  let arrived = 0;
  for (let now = 0; now < seconds * 1_000; now = performance.now() - begun) {
    for (; arrived * 1_000 <= now * rate && open.size < connections; arrived++) {
      const sending: Promise<unknown> = sample(send, begun, arrived * 1_000 / rate)
        .then((one) => (samples.push(one), open.delete(sending)));
      open.add(sending);
    }
    await delay(1);
  }
  await Promise.all(open);
  return samples;
}

async function sample(send: SendOne, begun: number, at: number): Promise<Sample> {
  const sent = performance.now();
  const judged = await send();
  const now = performance.now();
  return { at, ms: now - begun - at, answered: now - sent, ...judged };
}
