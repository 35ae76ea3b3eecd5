// What the suite found, as a table for people: scenario, checks passed of all, the reason for each miss.

import { type ExpectedFailures, reasonFor } from "./expected_failures.ts";
import { type Check, type Findings, isMiss, type Selection } from "./official_suite.ts";

/** One run's column. */
export interface Column {
  selection: Selection;
  findings: Findings;
}

function score(checks: readonly Check[] | undefined): string {
  if (!checks) return "";
  const passed = checks.filter(({ status }) => status === "SUCCESS").length;
  const missed = checks.filter(isMiss).length;
  // The others only tell something, or that there was nothing to judge.
  return passed + missed > 0 ? `${passed} of ${passed + missed}` : "nothing judged";
}

/** @returns Markdown */
export function renderTable(columns: readonly Column[], expected: ExpectedFailures): string {
  const scenarios = [...new Set(columns.flatMap(({ findings }) => [...findings.keys()]))];
  const titles = columns.map(({ selection }) => selection.title);
  const rows = scenarios.toSorted().map((scenario) => [
    scenario,
    ...columns.map(({ findings }) => score(findings.get(scenario))),
    reasonsFor(scenario, columns, expected).join("; "),
  ]);
  const totals = columns.map(({ findings }) => score([...findings.values()].flat()));
  const lines = [["scenario", ...titles, "why not all"], ...rows, ["**all**", ...totals, ""]];
  const [head = [], ...body] = lines.map((cells) => `| ${cells.join(" | ")} |`);
  return [head, `|${" --- |".repeat(titles.length + 2)}`, ...body].join("\n");
}

function reasonsFor(
  scenario: string,
  columns: readonly Column[],
  expected: ExpectedFailures,
): string[] {
  const misses = columns.flatMap(({ findings }) => findings.get(scenario) ?? []).filter(isMiss);
  return [
    ...new Set(misses.map((check) => reasonFor(expected, scenario, check) ?? "UNEXPECTED")),
  ];
}
