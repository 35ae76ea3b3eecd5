// Sends the named cases, one after the other.

import type { NamedCase } from "./cases.ts";
import { asCurl } from "./request.ts";
import type { Tally } from "./tally.ts";
import type { Target } from "./target.ts";

/** @returns a paragraph for each case that went wrong */
export async function runCases(
  cases: readonly NamedCase[],
  target: Target,
  tally: Tally,
): Promise<string[]> {
  const failures: string[] = [];
  for (const [name, request, status] of cases) {
    const outcome = await target.attempt(request);
    tally.count(request, outcome);
    const given = outcome.answer?.status;
    const faults = [
      ...outcome.faults,
      ...(status === undefined || given === status ? [] : [`status ${given} instead of ${status}`]),
    ];
    if (faults.length > 0) {
      failures.push(`case "${name}": ${faults.join("; ")}\n  ${asCurl(request)}`);
    }
  }
  return failures;
}
