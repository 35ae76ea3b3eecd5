// The failures that are expected of a target, each with its reason, in the suite's own file format:
// the reason is the comment behind the entry.

import { type Check, type Findings, isMiss } from "./official_suite.ts";

/** Reasons by entry: a scenario, or `scenario:check-id`. */
export type ExpectedFailures = ReadonlyMap<string, string>;

/** @throws Error for an entry without a reason */
export async function readExpectedFailures(target: string): Promise<ExpectedFailures> {
  const file = new URL(`./expected_failures/${target}.yml`, import.meta.url);
  const reasons = new Map<string, string>();
  for (const line of (await Deno.readTextFile(file)).split("\n")) {
    const [, entry, reason] = /^ *- (\S+)(?: +# (.+))?$/.exec(line) ?? [];
    if (entry === undefined) continue;
    if (reason === undefined) throw new Error(`${target}.yml: ${entry} has no reason`);
    reasons.set(entry, reason);
  }
  return reasons;
}

/** The reason for this failure, if it is expected. */
export function reasonFor(
  expected: ExpectedFailures,
  scenario: string,
  check: Check,
): string | undefined {
  return expected.get(`${scenario}:${check.id}`) ?? expected.get(scenario);
}

/** Every miss that is not expected, and every entry that no miss in any run needs, a sentence each. */
export function surprises(expected: ExpectedFailures, runs: readonly Findings[]): string[] {
  const needed = new Set<string>();
  const unexpected: string[] = [];
  for (const findings of runs) {
    for (const [scenario, checks] of findings) {
      for (const check of checks.filter(isMiss)) {
        needed.add(scenario).add(`${scenario}:${check.id}`);
        if (reasonFor(expected, scenario, check) !== undefined) continue;
        unexpected.push(`${scenario}:${check.id} failed: ${check.errorMessage}`);
      }
    }
  }
  const stale = [...expected.keys()].filter((entry) => !needed.has(entry));
  return [...unexpected, ...stale.map((entry) => `${entry} is expected to fail and does not`)];
}
