// Sends many made-up requests, some at a time, and keeps those that went wrong. What is sent follows from the
// seed alone.

import fc from "fast-check";
import type { FuzzRequest } from "./request.ts";
import type { Tally } from "./tally.ts";
import type { Outcome, Target } from "./target.ts";

/** Requests that are made up, then sent, at once. */
const BATCH = 500;
const AT_A_TIME = 16;
/** Failures that are kept; of more the rest is only counted. */
const KEPT = 20;
const SHRINKING_MS = 15_000;

export interface Failure {
  /** Of fast-check, for this batch. */
  seed: number;
  /** Place in the batch. */
  index: number;
  request: FuzzRequest;
  faults: string[];
}

export interface Campaign {
  requests: number;
  seed: number;
  arbitrary: fc.Arbitrary<FuzzRequest>;
  target: Target;
  tally: Tally;
  /** Before each batch. */
  before(batch: number): Promise<void>;
}

/** @returns what went wrong */
export async function run({ requests, seed, ...campaign }: Campaign): Promise<Failure[]> {
  const failures: Failure[] = [];
  for (let batch = 0; batch * BATCH < requests; batch++) {
    await campaign.before(batch);
    const numRuns = Math.min(BATCH, requests - batch * BATCH);
    const made = fc.sample(campaign.arbitrary, { seed: seed + batch, numRuns });
    await eachOf(made, async (request, index) => {
      const outcome = await campaign.target.attempt(request);
      campaign.tally.count(request, outcome);
      const { faults } = outcome;
      if (faults.length > 0 && failures.length < KEPT) {
        failures.push({ seed: seed + batch, index, request, faults });
      }
    });
  }
  return failures;
}

/** @returns the smallest request that fast-check finds to go wrong in a similar way, within some seconds */
export async function shrunk(
  { seed, index, request }: Failure,
  { arbitrary, target }: Pick<Campaign, "arbitrary" | "target">,
): Promise<FuzzRequest> {
  const property = fc.asyncProperty(arbitrary, async (request) => {
    const { faults }: Outcome = await target.attempt(request);
    if (faults.length > 0) throw new Error(faults.join("; "));
  });
  const limits = { numRuns: 1, interruptAfterTimeLimit: SHRINKING_MS };
  const { counterexample } = await fc.check(property, { seed, path: `${index}`, ...limits });
  return counterexample?.[0] ?? request;
}

async function eachOf<T>(items: readonly T[], use: (item: T, index: number) => Promise<void>) {
  const left = items.entries();
  const worker = async () => {
    for (const [index, item] of left) await use(item, index);
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
}
