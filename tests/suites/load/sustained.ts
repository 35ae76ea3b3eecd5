// What the server bears for as long as one likes: no error, and neither memory nor latency that grows.

import assert from "node:assert/strict";
import { median } from "../median.ts";
import { MOST_MEMORY, watchMemory } from "../memory.ts";
import type { Generator } from "./generator_process.ts";
import { between, faultsOf, latencies, percentile, type Sample, summary } from "./sample.ts";

const WARM_UP_S = 3;
const MEASURED_S = 6;
/** Enough to keep a server busy that waits for its database. */
const CONNECTIONS = 16;
const MANY_CONNECTIONS = 256;
/** MiB. */
const MOST_GROWTH = 32;
const MOST_SLOWER = 1.5;

/** @returns calls a second that the server answers when each client calls again at once */
export async function measureRate(generator: Generator): Promise<number> {
  await generator.follow({ seconds: WARM_UP_S, connections: CONNECTIONS });
  const samples = await generator.follow({ seconds: MEASURED_S, connections: CONNECTIONS });
  assert.deepEqual(faultsOf(samples), []);
  return samples.length / MEASURED_S;
}

/** Calls on a schedule. @returns what it came to, and a line for people */
export async function sustain(
  generator: Generator,
  pid: number,
  rate: number,
  seconds: number,
): Promise<{ p50: number; line: string }> {
  const memory = watchMemory(pid);
  const samples = await generator.follow({ seconds, rate, connections: MANY_CONNECTIONS });
  await memory.stop();
  assert.deepEqual(faultsOf(samples), []);
  assert.ok(samples.every(({ status }) => status === 200), "some were shed");
  assert.ok(samples.length > 0.95 * rate * seconds, `only ${samples.length} were sent`);
  const third = (part: number) =>
    median(
      latencies(between(samples, part * seconds * 1_000 / 3, (part + 1) * seconds * 1_000 / 3)),
    );
  const slower = third(2) / third(0);
  const growth = memory.growth();
  assert.ok(slower < MOST_SLOWER, `calls took ${slower.toFixed(2)} times as long in the end`);
  assert.ok(growth < MOST_GROWTH, `${growth.toFixed(0)} MiB were never freed`);
  assert.ok(memory.peak() < MOST_MEMORY, `it took ${memory.peak().toFixed(0)} MiB`);
  return {
    p50: percentile(latencies(samples), 0.5),
    line: `${seconds} s at ${rate.toFixed(0)} calls/s: ${summary(samples, seconds)}, ` +
      `longest ${longest(samples).toFixed(0)} ms; median of the last third ×${
        slower.toFixed(2)
      } of the first; ` +
      `memory ${memory.peak().toFixed(0)} MiB at most, ${growth.toFixed(0)} MiB more in the end`,
  };
}

function longest(samples: readonly Sample[]): number {
  return samples.reduce((most, { ms }) => Math.max(most, ms), 0);
}
