// The server under load: as much as it bears for a long time, ten times as much for a short one, and one person
// who calls too often. On PostgreSQL; needs Debian packages. `--minutes 10` for longer than CI has.

import { parseArgs } from "node:util";
import { Parts } from "../local/parts.ts";
import { complain, say } from "../local/terminal.ts";
import { shareBucket } from "./load/buckets.ts";
import { startGenerator } from "./load/generator_process.ts";
import { overload } from "./load/overload.ts";
import { startLoadedServer } from "./load/server.ts";
import { measureRate, sustain } from "./load/sustained.ts";
import { requirePackages } from "./postgres/debian.ts";

const PEOPLE = 20;
const KEPT = 20;

const { values } = parseArgs({ options: { minutes: { type: "string", default: "1" } } });
const seconds = Number(values.minutes) * 60;
if (!(seconds >= 10 && seconds <= 3_600)) {
  complain("Usage: deno task test:load [--minutes 1]");
  Deno.exit(2);
}

const started = performance.now();
await using parts = new Parts();
await requirePackages();
const { stack, mcp, people } = await startLoadedServer({ people: PEOPLE, keep: KEPT }, parts);
const generator = await parts.add(startGenerator({ url: `${mcp.origin}/mcp`, people }));
const most = await measureRate(generator);
say(`${PEOPLE} people, mixed tools, both revisions: ${most.toFixed(0)} calls/s at most`);
const { p50, line } = await sustain(generator, mcp.pid, most / 2, seconds);
say(line);
for (const text of await overload(generator, mcp.pid, { most, before: p50 })) say(text);
say(await shareBucket(stack, parts, people));
say(`load suite: finished in ${((performance.now() - started) / 1000).toFixed(0)} s`);
