// Assertions about findings.

import assert from "node:assert/strict";
import type { Finding, Outcome } from "../../../supabase/functions/_tools/doctor/finding.ts";

/** Asserts that no client is affected and that every check has a result. */
export function assertGreen(findings: readonly Finding[], what: string): void {
  const bad = findings.filter(({ outcome }) => ["problem", "warning", "unclear"].includes(outcome));
  assert.deepEqual(bad.map((finding) => JSON.stringify(finding)), [], what);
  assert.ok(findings.length > 20, what);
}

/** Returns the problem, or the warning, that this check found. */
export function problemOf(
  findings: readonly Finding[],
  check: string,
  expected: Outcome = "problem",
): Finding {
  const found = findings.find((each) => each.check === check && each.outcome === expected);
  if (found) return found;
  const rest = findings.filter(({ outcome }) => outcome !== "ok" && outcome !== "skipped")
    .map((each) => `${each.outcome} ${each.check}: ${each.found}`);
  throw new Error(`${check} has no ${expected}; other findings: ${rest.join("; ")}`);
}
