// What a test wants of findings.

import assert from "node:assert/strict";
import type { Finding } from "../../../supabase/tools/doctor/finding.ts";

/** Nobody is hindered, and nothing could not be told. */
export function assertGreen(findings: readonly Finding[], what: string): void {
  const bad = findings.filter(({ outcome }) => outcome === "problem" || outcome === "unclear");
  assert.deepEqual(bad.map((finding) => JSON.stringify(finding)), [], what);
  assert.ok(findings.length > 20, what);
}

/** The problem that this check found. */
export function problemOf(findings: readonly Finding[], check: string): Finding {
  const found = findings.find((each) => each.check === check && each.outcome === "problem");
  if (found) return found;
  const rest = findings.filter(({ outcome }) => outcome !== "ok" && outcome !== "skipped")
    .map((each) => `${each.outcome} ${each.check}: ${each.found}`);
  throw new Error(`${check} found nothing; there is ${rest.join("; ")}`);
}
