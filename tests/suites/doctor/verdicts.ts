// What a test wants of findings.

import assert from "node:assert/strict";
import type { Finding, Outcome } from "../../../supabase/functions/_tools/doctor/finding.ts";

/** No client is affected, and nothing could not be told. */
export function assertGreen(findings: readonly Finding[], what: string): void {
  const bad = findings.filter(({ outcome }) => ["problem", "warning", "unclear"].includes(outcome));
  assert.deepEqual(bad.map((finding) => JSON.stringify(finding)), [], what);
  assert.ok(findings.length > 20, what);
}

/** The problem, or the warning, that this check found. */
export function problemOf(
  findings: readonly Finding[],
  check: string,
  expected: Outcome = "problem",
): Finding {
  const found = findings.find((each) => each.check === check && each.outcome === expected);
  if (found) return found;
  const rest = findings.filter(({ outcome }) => outcome !== "ok" && outcome !== "skipped")
    .map((each) => `${each.outcome} ${each.check}: ${each.found}`);
  throw new Error(`${check} found nothing; there is ${rest.join("; ")}`);
}
