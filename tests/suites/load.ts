// The server under load: as much as it bears for a long time, ten times as much for a short one, and one person
// who calls too often. On PostgreSQL; needs Debian packages. `-- --minutes 10` for longer than CI has.

import { parseArgs } from "node:util";
import { Parts } from "../local/parts.ts";
import { say } from "../local/terminal.ts";
import { shareBucket } from "./load/buckets.ts";
import { startGenerator } from "./load/generator_process.ts";
import { overload } from "./load/overload.ts";
import { startLoadedServer } from "./load/server.ts";
import { measureRate, sustain } from "./load/sustained.ts";
import { requirePackages } from "./postgres/debian.ts";

const PEOPLE = 20;
const KEPT = 20;

const { values } = parseArgs({
  args: Deno.args,
  options: { minutes: { type: "string", default: "1" } },
});
const seconds = Number(values.minutes) * 60;
if (!(seconds >= 10 && seconds <= 3_600)) {
  throw new Error("Usage: deno task test:load -- [--minutes 1]");
}

Deno.test("load", async (t) => {
  await using parts = new Parts();
  await requirePackages();
  const { stack, mcp, people } = await startLoadedServer({ people: PEOPLE, keep: KEPT }, parts);
  const generator = await parts.add(startGenerator({ url: `${mcp.origin}/mcp`, people }));
  let [most, before] = [NaN, NaN];
  const isMeasured = await t.step("calls at full speed are all answered rightly", async () => {
    most = await measureRate(generator);
    say(`${PEOPLE} people, mixed tools, both revisions: ${most.toFixed(0)} calls/s at most`);
  });
  const isSustained = await t.step({
    name: "calls at half of that rate are answered without growing memory or latency",
    ignore: !isMeasured,
    fn: async () => {
      const { p50, line } = await sustain(generator, mcp.pid, most / 2, seconds);
      before = p50;
      say(line);
    },
  });
  await t.step({
    name: "calls at ten times the full rate are served or get 503, and latency recovers",
    ignore: !isSustained,
    fn: async () => {
      for (const text of await overload(generator, mcp.pid, { most, before })) say(text);
    },
  });
  await t.step("two workers share one user's limit of calls", async () => {
    await using parts = new Parts();
    say(await shareBucket(stack, parts, people));
  });
});
