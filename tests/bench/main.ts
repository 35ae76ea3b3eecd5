// Measures this server beside the others that one could build it with, on loopback and in one run:
// throughput, latency, processor time, memory, cold start. Needs Linux, wrk and npx.

import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Parts } from "../local/parts.ts";
import { say } from "../local/terminal.ts";
import { mustRun } from "../suites/program.ts";
import { bundle, bundleOf } from "./bundles.ts";
import { type ColdStart, measureColdStarts } from "./cold_start.ts";
import { contestant, CONTESTANTS, COPY, OURS, REMEMBERING } from "./contestants.ts";
import { criteria, holds } from "./criteria.ts";
import { requireWrk } from "./load.ts";
import { measureLongRun } from "./long_run.ts";
import { render } from "./report.ts";
import { findRuntimes } from "./runtimes.ts";
import { startSetting } from "./setting.ts";
import { measureThroughput } from "./throughput.ts";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "9" },
    write: { type: "boolean", default: false },
  },
});
const rounds = Number(values.rounds);

await requireWrk();
await using parts = new Parts();
const setting = await parts.add(startSetting());
const { here, edge } = await parts.add(findRuntimes());
const started = CONTESTANTS.filter(({ name }) => name !== COPY && name !== REMEMBERING);
const { contestants: bundles } = await parts.add(bundle(started));
const ours = bundles.filter(({ name }) => name === bundleOf(OURS));
const running = [...CONTESTANTS, ...ours];
const throughput = await measureThroughput(running, setting, here, rounds, say);
const coldStarts = new Map<string, Map<string, ColdStart>>();
for (const runtime of [here, edge]) {
  const all = [...started, ...bundles];
  const times = await measureColdStarts(all, setting, runtime, rounds, say);
  coldStarts.set(runtime.version, times);
}
const longRun = await measureLongRun(contestant(OURS), setting, here);

const results = { throughput, coldStarts, longRun };
const date = new Date().toISOString().slice(0, 10);
const circumstances = `${date}, ${navigator.hardwareConcurrency} processors, ${rounds} rounds, ` +
  "medians";
const text = render(results, circumstances);
say(text);
if (values.write) {
  const folder = new URL(".", import.meta.url);
  await Deno.writeTextFile(new URL("RESULTS.md", folder), text);
  const json = { date, rounds, throughput: Object.fromEntries(throughput), longRun };
  const starts = [...coldStarts].map(([deno, times]) => [deno, Object.fromEntries(times)]);
  const all = { ...json, coldStarts: Object.fromEntries(starts) };
  await Deno.writeTextFile(new URL("results.json", folder), JSON.stringify(all, null, 2) + "\n");
  await mustRun(Deno.execPath(), ["fmt", "--quiet", fileURLToPath(folder)]);
}
const failed = criteria(results).filter(({ value, taken }) => !holds(value, taken));
for (const { what, value } of failed) say(`${what}: outside its limit, ${value.toFixed(2)}`);
if (failed.length > 0) Deno.exitCode = 1;
