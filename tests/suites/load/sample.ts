// One request under load, and statistics of many.

/** One request. Times in milliseconds. */
export interface Sample {
  /** When it was due, from the beginning of its run. */
  at: number;
  /** From then to the whole answer, waiting to be sent included. */
  ms: number;
  /** From when it was sent. */
  answered: number;
  /** HTTP status; 0 = no answer. */
  status: number;
  /** What is wrong with the answer, if anything is. */
  fault?: string;
}

/** @returns the value that `share` of all are not above; NaN of none */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

/** @returns those that were due in this part of the run */
export function between(samples: readonly Sample[], fromMs: number, toMs: number): Sample[] {
  return samples.filter(({ at }) => at >= fromMs && at < toMs);
}

export function latencies(samples: readonly Sample[]): number[] {
  return samples.map(({ ms }) => ms);
}

/** Different faults, each with how often it was met. */
export function faultsOf(samples: readonly Sample[]): string[] {
  const counts = new Map<string, number>();
  for (const { fault } of samples) {
    if (fault !== undefined) counts.set(fault, (counts.get(fault) ?? 0) + 1);
  }
  return [...counts].map(([fault, times]) => `${times} × ${fault}`);
}

/** Of one run, in a line for people. */
export function summary(samples: readonly Sample[], seconds: number): string {
  const ms = latencies(samples);
  const [p50, p99] = [0.5, 0.99].map((share) => percentile(ms, share).toFixed(1));
  const wrong = samples.filter(({ fault }) => fault !== undefined).length;
  return `${samples.length} requests, ${
    (samples.length / seconds).toFixed(0)
  }/s, ${wrong} errors, ` +
    `p50 ${p50} ms, p99 ${p99} ms`;
}
