// What the figures must be. A build fails only well beyond that, since a busy machine spoils single runs.

import { bundleOf } from "./bundles.ts";
import type { ColdStart } from "./cold_start.ts";
import { BARE, CONTESTANTS, HANDLER, OURS, REMEMBERING } from "./contestants.ts";
import type { LongRun } from "./long_run.ts";
import type { Throughput } from "./throughput.ts";

/** All that was measured. */
export interface Results {
  throughput: Map<string, Throughput>;
  /** By version of Deno. */
  coldStarts: Map<string, Map<string, ColdStart>>;
  longRun: LongRun;
}

export interface Criterion {
  what: string;
  /** A ratio within this run. */
  value: number;
  /** What is wanted of it. */
  wanted: { least: number } | { most: number };
  /** What a build takes. */
  taken: { least: number } | { most: number };
}

export function holds(value: number, bound: Criterion["wanted"]): boolean {
  return "least" in bound ? value >= bound.least : value <= bound.most;
}

export function criteria({ throughput, coldStarts, longRun }: Results): Criterion[] {
  const of = (name: string) => throughput.get(name) as Throughput;
  const [ours, bare] = [of(OURS), of(BARE)];
  const others = CONTESTANTS.filter(({ name, revisions }) => name !== OURS && revisions.length > 0)
    .map(({ name }) => of(name));
  const speed = (other: Throughput) => ours.requestsPerSecond / other.requestsPerSecond;
  const best = others.toSorted((a, b) => b.requestsPerSecond - a.requestsPerSecond)[0];
  return [
    // Two copies of one server have differed by 1.22 in one run on a slow machine.
    least("requests/s, to the bare limit", speed(bare), 1, 0.7),
    least("… to the bare limit with the same cache of tokens", speed(of(REMEMBERING)), 0.8, 0.4),
    least("… to the fastest contestant", speed(best ?? bare), 1, 0.9),
    least("… to mcp-handler with @clerk/mcp-tools", speed(of(HANDLER)), 3.5, 2.8),
    least("… bundled, to its sources", 1 / speed(of(bundleOf(OURS))), 1, 0.8),
    most("p50 at one connection, to the bare limit", ours.p50 / bare.p50, 1.05, 1.2),
    most(
      "p99 at one connection, to the best contestant's",
      ours.p99 / Math.min(...others.map(({ p99 }) => p99)),
      1,
      2,
    ),
    ...[...coldStarts].flatMap(([deno, times]) => ofColdStarts(deno, times)),
    most("memory late to early in 200,000 calls", longRun.late / longRun.early, 1.1, 1.3),
  ];
}

// Bundles, as they are deployed; mcp-handler's users deploy its sources.
function ofColdStarts(deno: string, times: Map<string, ColdStart>): Criterion[] {
  const time = (name: string, first: keyof ColdStart) => times.get(name)?.[first] ?? NaN;
  const ours = (first: keyof ColdStart) => time(bundleOf(OURS), first);
  const toBare = (first: keyof ColdStart) => ours(first) / time(bundleOf(BARE), "call");
  const start = `cold start, Deno ${deno}, bundled`;
  return [
    most(`${start}: first call, to the bare limit`, toBare("call"), 1.6, 2.9),
    most(`${start}: … of 2026-07-28`, toBare("call 2026-07-28"), 1.6, 2.9),
    most(`${start}: first list, to the bare limit's first call`, toBare("list"), 1.3, 2.6),
    most(
      `${start}: first call, to mcp-handler's from its sources`,
      ours("call") / time(HANDLER, "call"),
      0.5,
      0.8,
    ),
  ];
}

function least(what: string, value: number, wanted: number, taken: number): Criterion {
  return { what, value, wanted: { least: wanted }, taken: { least: taken } };
}

function most(what: string, value: number, wanted: number, taken: number): Criterion {
  return { what, value, wanted: { most: wanted }, taken: { most: taken } };
}
