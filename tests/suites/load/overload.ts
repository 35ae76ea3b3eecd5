// Ten times the calls that the server can answer: some are answered, the others get 503 and Retry-After at once,
// and latency recovers afterwards.

import assert from "node:assert/strict";
import { MOST_MEMORY, watchMemory } from "../memory.ts";
import type { Generator } from "./generator_process.ts";
import { between, faultsOf, latencies, percentile } from "./sample.ts";

const TIMES = 10;
const SECONDS = 10;
const CONNECTIONS = 1_500;
/** Least share of the maximum throughput without shedding. */
const LEAST_GOODPUT = 0.5;
const RECOVERED_WITHIN_S = 3;
const AFTERWARDS_S = 6;
const MOST_SLOWER = 2;

/**
 * @param most calls a second that the server answers
 * @param before milliseconds that a call takes with half as many (median)
 * @returns lines for people
 */
export async function overload(
  generator: Generator,
  pid: number,
  { most, before }: { most: number; before: number },
): Promise<string[]> {
  const memory = watchMemory(pid);
  const plan = { seconds: SECONDS, rate: TIMES * most, connections: CONNECTIONS };
  const samples = await generator.follow(plan);
  const after = await generator.follow({
    seconds: AFTERWARDS_S,
    rate: most / 2,
    connections: CONNECTIONS,
  });
  await memory.stop();

  const ended = samples.reduce((last, { at, ms }) => Math.max(last, at + ms), 0) / 1_000;
  const served = samples.filter(({ status }) => status === 200);
  const shed = samples.filter(({ status }) => status === 503);
  const [servedMs, shedMs] = [served, shed].map((some) =>
    percentile(some.map(({ answered }) => answered), 0.5)
  ) as [number, number];
  const goodput = served.length / ended / most;
  const line =
    `${SECONDS} s of ${(TIMES * most).toFixed(0)} calls/s (×${TIMES}): ${samples.length} sent ` +
    `(${
      (samples.length / ended).toFixed(0)
    }/s), ${served.length} served, ${shed.length} shed with 503 and ` +
    `Retry-After, ${samples.length - served.length - shed.length} anything else; goodput ` +
    `${(100 * goodput).toFixed(0)} % of the most; answered once sent within (p50) served ` +
    `${servedMs.toFixed(0)} ms, shed ${shedMs.toFixed(0)} ms; memory ${
      memory.peak().toFixed(0)
    } MiB at most`;
  assert.deepEqual(faultsOf(samples), [], line);
  assert.ok(shed.length > 0, line);
  assert.ok(goodput > LEAST_GOODPUT, line);
  assert.ok(shedMs < servedMs, line);
  assert.ok(memory.peak() < MOST_MEMORY, line);

  const recovered = between(after, RECOVERED_WITHIN_S * 1_000, Infinity);
  const lost = recovered.filter(({ status }) => status !== 200).length;
  const slower = percentile(latencies(recovered), 0.5) / before;
  const later = `${RECOVERED_WITHIN_S} s later, at ${(most / 2).toFixed(0)} calls/s: ${lost} of ` +
    `${recovered.length} not served, p50 ×${slower.toFixed(2)} of before`;
  assert.deepEqual(faultsOf(after), [], later);
  assert.equal(lost, 0, later);
  assert.ok(slower < MOST_SLOWER, later);
  return [line, later];
}
