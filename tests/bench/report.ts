// What was measured, as tables for people.

import importMap from "../../import_map.json" with { type: "json" };
import { bundleOf } from "./bundles.ts";
import type { ColdStart, FirstMessage } from "./cold_start.ts";
import { BARE, type Contestant, contestant, CONTESTANTS, OURS } from "./contestants.ts";
import { criteria, type Criterion, holds, type Results } from "./criteria.ts";

/** @returns Markdown */
export function render(results: Results, circumstances: string): string {
  const { longRun, coldStarts } = results;
  const starts = [...coldStarts].map(([deno, times]) =>
    `## Cold start, Deno ${deno}\n\n` +
    "From the start of the process to its first answer, in milliseconds; in brackets, times the first\n" +
    `call of the bundled bare limit.\n\n${table(coldStartRows(times))}`
  );
  return [
    `# Bench\n\nMade by \`deno task bench --write\`: ${circumstances}.`,
    `## Running\n\n${table(throughputRows(results))}`,
    ...starts,
    `## What is wanted\n\n${table(criteria(results).map(criterionRow), CRITERION)}`,
    `## ${longRun.calls.toLocaleString("en")} calls\n\n` +
    `Resident memory ${mb(longRun.early)} early, ${mb(longRun.late)} late; ` +
    `${longRun.connections} connections to the database.`,
  ].join("\n\n") + "\n";
}

const CRITERION = ["ratio", "measured", "wanted", ""];

function criterionRow({ what, value, wanted }: Criterion): string[] {
  const [bound] = Object.entries(wanted).map(([word, of]) => `at ${word} ${of}`);
  return [what, value.toFixed(2), bound ?? "", holds(value, wanted) ? "" : "**missed**"];
}

function throughputRows({ throughput }: Results): string[][] {
  const bare = throughput.get(BARE)?.requestsPerSecond ?? NaN;
  const head = ["", "requests/s", "to bare", "CPU a call", "p50", "p99", "memory", "lets in"];
  const bundle = { ...contestant(OURS), name: bundleOf(OURS), packages: [] };
  const rows = [...CONTESTANTS, bundle].map((contestant) => {
    const measured = throughput.get(contestant.name);
    if (!measured) return [contestant.name];
    const { requestsPerSecond, processorTime, p50, p99, residentMemory, letIn } = measured;
    return [
      titleOf(contestant),
      requestsPerSecond.toFixed(0),
      (requestsPerSecond / bare).toFixed(2),
      `${processorTime.toFixed(0)} µs`,
      `${p50} µs`,
      `${p99} µs`,
      mb(residentMemory),
      letIn.join(", "),
    ];
  });
  return [head, ...rows];
}

function coldStartRows(times: Map<string, ColdStart>): string[][] {
  const messages: FirstMessage[] = ["call", "call 2026-07-28", "list", "greeting"];
  const bare = times.get(bundleOf(BARE))?.call ?? NaN;
  const rows = [...times].map(([name, measured]) => [
    name,
    ...messages.map((message) => {
      const time = measured[message];
      return time === undefined ? "" : `${time.toFixed(0)} (${(time / bare).toFixed(2)})`;
    }),
  ]);
  return [["first message", ...messages], ...rows];
}

function titleOf({ name, packages }: Contestant): string {
  const [contestants] = Object.values(importMap.scopes);
  const targets: Record<string, string> = { ...importMap.imports, ...contestants };
  const versions = packages.map((name) => {
    const target = targets[name];
    return target?.replace("npm:", "") ?? name;
  });
  return versions.length > 0 ? `${name} (${versions.join(", ")})` : name;
}

function table(rows: readonly string[][], heading?: string[]): string {
  const [head = [], ...body] = heading ? [heading, ...rows] : rows;
  const lines = [head, head.map(() => "---"), ...body];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function mb(bytes: number): string {
  return `${Math.round(bytes / 1_000_000)} MB`;
}
