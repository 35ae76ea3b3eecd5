// One program's walk from the first step to the last, within its time, and its verdict.

import { type Program, type Step, STEPS } from "./journey.ts";
import type { HttpExchange } from "./recorder.ts";
import { assertListed } from "./evidence.ts";
import { startWorld } from "./world.ts";

interface Seen {
  readonly step: Step;
  /** In words. */
  readonly seen: string;
  /** Milliseconds since the step before. */
  readonly took: number;
}

export interface Trial {
  readonly name: string;
  readonly verdict: "passed" | "failed";
  readonly steps: readonly Seen[];
  /** Why it did not pass. */
  readonly reason: string;
  readonly traffic: readonly HttpExchange[];
  /** Milliseconds. */
  readonly took: number;
}

export async function tryProgram(program: Program): Promise<Trial> {
  const began = performance.now();
  const steps: Seen[] = [];
  const traffic: HttpExchange[] = [];
  const trial = (verdict: Trial["verdict"], error?: unknown): Trial => {
    const reason = error instanceof Error ? error.message : String(error ?? "");
    return { name: program.name, verdict, steps, reason, traffic, took: performance.now() - began };
  };
  try {
    await walk(program, steps, traffic);
  } catch (error) {
    return trial("failed", error);
  }
  const missing = stepsMissing(steps);
  return missing.length === 0 ? trial("passed") : trial("failed", `no ${missing.join(", no ")}`);
}

/** The steps that a program did not record. */
export function stepsMissing(steps: readonly Pick<Seen, "step">[]): Step[] {
  return STEPS.filter((name) => !steps.some(({ step }) => step === name));
}

async function walk(
  program: Program,
  steps: Seen[],
  traffic: HttpExchange[],
): Promise<void> {
  const signal = AbortSignal.timeout(program.within);
  const world = await startWorld(signal, program.clerk);
  let last = performance.now();
  const done = (step: Step, seen: string) => {
    steps.push({ step, seen, took: performance.now() - last });
    last = performance.now();
  };
  try {
    await inTime(program.walk(world, done), signal);
    assertListed(world.traffic, world.mcpUrl);
  } finally {
    traffic.push(...world.traffic);
    await world.stop();
  }
}

/** Settles as `work` does, or rejects when the signal aborts. */
async function inTime<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abort = () => reject(new Error(`not done in time: ${signal.reason}`));
  signal.addEventListener("abort", abort, { once: true });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}
