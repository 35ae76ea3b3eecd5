// Where the time of a call goes: this server under load with V8's sampling profiler, its top entries as a
// table. A module from the project's root as an argument is profiled instead. Needs wrk.

import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { startChild } from "../local/child_process.ts";
import { Parts } from "../local/parts.ts";
import { freePort } from "../local/ports.ts";
import { say } from "../local/terminal.ts";
import { contestant, OURS } from "./contestants.ts";
import { load, MANY, requireWrk } from "./load.ts";
import { callList, COMMON_REVISION } from "./requests.ts";
import { startSetting } from "./setting.ts";

const SECONDS = 10;
const SHOWN = 40;

interface CallFrame {
  functionName: string;
  url: string;
  lineNumber: number;
}

/** As V8 writes it: each sample names a node, and the microseconds since the one before. */
interface Profile {
  nodes: { id: number; callFrame: CallFrame }[];
  samples: number[];
  timeDeltas: number[];
}

function selfTimes({ nodes, samples, timeDeltas }: Profile): Map<string, number> {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
  const times = new Map<string, number>();
  samples.forEach((node, index) => {
    const frame = frames.get(node) ?? "";
    times.set(frame, (times.get(frame) ?? 0) + (timeDeltas[index] ?? 0));
  });
  return times;
}

function nameOf({ functionName, url, lineNumber }: CallFrame): string {
  const file = url.replace(/^.*(node_modules\/(?!.*node_modules)|supabase\/functions\/)/, "");
  return `${functionName || "(anonymous)"} ${file}${file ? `:${lineNumber + 1}` : ""}`.trim();
}

function render(profile: Profile, requests: number): string[] {
  const times = selfTimes(profile);
  times.delete("(idle)");
  const all = times.values().reduce((sum, time) => sum + time, 0);
  const top = [...times].toSorted(([, one], [, other]) => other - one).slice(0, SHOWN);
  return [
    `${(all / requests).toFixed(0)} µs a call, of which each function itself:`,
    ...top.map(([name, time]) =>
      `${(time / requests).toFixed(1).padStart(6)} µs ${
        (100 * time / all).toFixed(1).padStart(5)
      } %  ${name}`
    ),
  ];
}

await requireWrk();
await using parts = new Parts();
const folder = await Deno.makeTempDir();
parts.defer(() => Deno.remove(folder, { recursive: true }));
const setting = await parts.add(startSetting());
const port = freePort();
const module = pathToFileURL(resolve(Deno.args[0] ?? contestant(OURS).module)).href;
const listening = Promise.withResolvers<void>();
const server = startChild({
  args: [
    ...["run", "-A", "--no-check", "--cpu-prof", `--cpu-prof-dir=${folder}`],
    ...["tests/bench/profiled_server.ts", module, `${port}`],
  ],
  environment: setting.environment,
  onLine: (line) => line.startsWith("Listening") ? listening.resolve() : say(line),
});
await listening.promise;
const url = `http://127.0.0.1:${port}/mcp`;
const messages = setting.good.map((token) => callList(COMMON_REVISION, token));
const { requests } = await load(url, messages, MANY, SECONDS);
await server.stop();
for await (const { name } of Deno.readDir(folder)) {
  const profile: Profile = JSON.parse(await Deno.readTextFile(`${folder}/${name}`));
  for (const line of render(profile, requests)) say(line);
}
