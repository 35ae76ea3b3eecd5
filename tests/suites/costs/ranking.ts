// The most expensive requests of each measure, as a table.

import type { Budget } from "./budget.ts";
import type { Cost } from "./meter.ts";
import type { Result, Search } from "./search.ts";

const SHOWN = 10;
/** Characters of a name. */
const LONGEST = 100;

const MEASURES: readonly [key: keyof Cost, title: string, unit: string][] = [
  ["databaseMs", "database CPU", "ms"],
  ["functionMs", "function CPU", "ms"],
  ["memoryMiB", "peak function memory", "MiB"],
  ["timesBack", "bytes back for each byte of an anonymous request", "times"],
];

/** @param where what is before each name */
export function tables(search: Search, budget: Budget, where: string): string[] {
  return MEASURES.flatMap(([key, title, unit]) => [
    `${where}: ${title}, budget ${budgetOf(key, budget)} ${unit}`,
    ...search.ranked(key).slice(0, SHOWN).map((result) => `  ${row(result, key, search)}`),
  ]);
}

function budgetOf(key: keyof Cost, budget: Budget): string {
  const most = String(Math.round(budget[key]));
  return key === "functionMs" ? `${most} (anonymous ${Math.round(budget.anonymousMs)})` : most;
}

function row(result: Result, key: keyof Cost, search: Search): string {
  const mark = search.isOver(result, key) ? "  OVER" : "";
  const figure = result.cost[key].toFixed(key === "timesBack" ? 1 : 0).padStart(6);
  return `${figure}  ${titleOf(result)}${mark}`;
}

/** What was requested, and how large in relation to its limit. */
export function titleOf({ name, part }: Result): string {
  const title = name.length <= LONGEST ? name : `${name.slice(0, LONGEST - 1)}…`;
  return part === 1 ? title : `${title}, at ${(100 * part).toFixed(0)} % of its limit`;
}
