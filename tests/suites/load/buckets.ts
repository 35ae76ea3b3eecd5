// All workers share one bucket of calls per user: a user who calls two workers gets no more calls than one who
// calls one, and other users are not delayed.

import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import type { Parts } from "../../local/parts.ts";
import type { Stack } from "../../local/stack.ts";
import { ask, tool } from "../ask.ts";
import { median } from "../median.ts";
import { startMcp } from "../mcp_process.ts";
import type { Person } from "./calls.ts";

const PER_MINUTE = 120;
const SECONDS = 8;
const CONNECTIONS = 4;
/** A worker tells the bucket of its calls afterwards, of eight at a time or after a second. */
const SLACK = 2 * (8 + 8 + CONNECTIONS);
const OTHERS_EVERY_MS = 100;

/** @returns a line for people */
export async function shareBucket(
  stack: Stack,
  parts: Parts,
  [greedy, modest]: readonly Person[],
): Promise<string> {
  assert.ok(greedy && modest);
  const variables = { MCP_CALLS_PER_MINUTE: `${PER_MINUTE}` };
  const workers = [
    await parts.add(startMcp(stack, { variables })),
    await parts.add(startMcp(stack, { variables })),
  ];
  const send = ({ token }: Person, worker: number) => {
    const url = `${workers[worker % workers.length]?.origin}/mcp`;
    return ask(url, token, tool("artifact.list", { limit: 1 }));
  };

  const until = performance.now() + SECONDS * 1_000;
  const served = [0, 0];
  const refused = [0, 0];
  const retryAfter = [0, 0];
  let turn = 0;
  const hurry = async () => {
    while (performance.now() < until) {
      const worker = turn++ % 2;
      const answer = await send(greedy, worker);
      assert.ok([200, 429].includes(answer.status), `${answer.status}`);
      (answer.status === 200 ? served : refused)[worker]!++;
      if (answer.status !== 429) continue;
      const after = Number(answer.headers.get("Retry-After"));
      assert.ok(Number.isInteger(after) && after >= 1 && after <= 60, `Retry-After: ${after}`);
      retryAfter[worker] = after;
    }
  };
  const times: number[] = [];
  const stroll = async () => {
    while (performance.now() < until) {
      const { status, ms } = await send(modest, times.length);
      assert.equal(status, 200, "another user was refused");
      times.push(ms);
      await delay(OTHERS_EVERY_MS);
    }
  };
  await Promise.all([stroll(), ...Array.from({ length: CONNECTIONS }, hurry)]);

  const all = served[0]! + served[1]!;
  const most = PER_MINUTE + PER_MINUTE / 60 * SECONDS + SLACK;
  const figures = `two workers, ${PER_MINUTE} calls a minute: of ${turn} calls in ${SECONDS} s ` +
    `${served.join(" + ")} were served (at most ${most}), ${
      refused.join(" + ")
    } got 429 and Retry-After; ` +
    `all ${times.length} calls of another user were served, p50 ${median(times).toFixed(1)} ms`;
  assert.ok(all >= PER_MINUTE && all <= most, figures);
  assert.ok(refused[0]! > 0 && refused[1]! > 0, figures);
  const after = Math.max(...retryAfter);
  await delay(after * 1_000);
  for (const worker of [0, 1]) {
    const { status } = await send(greedy, worker);
    assert.equal(status, 200, `after ${after} s, worker ${worker}`);
  }
  return `${figures}; served again after Retry-After, ${after} s`;
}
