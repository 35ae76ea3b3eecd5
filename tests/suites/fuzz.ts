// Requests made up by a seed, at least 100,000 of them, against function `mcp` of the local stack: never a 500,
// never a wait of more than five seconds, nothing of the inside in an answer or an error in the log, and no
// memory that is never freed. `--requests N` for more or fewer, `--seed S` to repeat.

import { parseArgs } from "node:util";
import { Parts } from "../local/parts.ts";
import { say } from "../local/terminal.ts";
import { type Campaign, type Failure, run, shrunk } from "./fuzz/campaign.ts";
import { httpRequests } from "./fuzz/http_requests.ts";
import { watchMemory } from "./fuzz/memory.ts";
import { asCurl } from "./fuzz/request.ts";
import { runRaw } from "./fuzz/raw_campaign.ts";
import { rawRequests, stalledRequests } from "./fuzz/raw_requests.ts";
import { startServer } from "./fuzz/server.ts";
import { Tally } from "./fuzz/tally.ts";

const { values } = parseArgs({
  options: { requests: { type: "string", default: "100000" }, seed: { type: "string" } },
});
const requests = Number(values.requests);
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 30) : Number(values.seed);
const started = performance.now();
const tally = new Tally();
const logFaults: string[] = [];
const parts = new Parts();
try {
  const server = await startServer(parts, (line) => {
    if (line.startsWith("{") && !line.includes('"level":"error"')) return;
    if (line === "up") return;
    const id = /"request_id":"([^"]+)"/.exec(line)?.[1];
    const request = id && tally.requestOf(id);
    logFaults.push(line.slice(0, 500) + (request ? `\n  ${asCurl(request)}` : ""));
  });
  const memory = await parts.add(watchMemory(server.pid));
  const { target } = server;
  const arbitrary = httpRequests(server.tools);
  const begun = performance.now();
  say(`seed ${seed}`);
  const campaign: Campaign = {
    ...{ requests, seed, arbitrary, target, tally },
    before: async (batch) => {
      if (batch % 10 === 0) await server.refill();
    },
  };
  const raw = runRaw({
    connections: Number(Deno.env.get("RAW") ?? 1000),
    seed,
    arbitrary: rawRequests,
    atATime: 8,
    port: Number(new URL(server.origin).port),
    secrets: [],
    tally,
  });
  const stalls = runRaw({
    connections: 20,
    seed,
    arbitrary: stalledRequests,
    atATime: 20,
    port: Number(new URL(server.origin).port),
    secrets: [],
    tally,
  });
  const failures = await run(campaign);
  for (const l of await raw) say(l);
  for (const l of await stalls) say(l);
  const seconds = (performance.now() - begun) / 1000;
  say(tally.toString());
  say(
    `${(tally.total / seconds).toFixed(0)}/s, slowest ${
      tally.slowest.toFixed(0)
    } ms, db ${server.databaseRequests()}, peak ${memory.peak().toFixed(0)} growth ${
      memory.growth().toFixed(0)
    }`,
  );
  const seen = new Set<string>();
  for (const failure of failures) {
    const key = failure.faults.join().replace(/\d+/g, "#");
    if (seen.has(key)) continue;
    seen.add(key);
    say(
      `--- ${failure.seed}/${failure.index}: ${failure.faults.join("; ")}\n${
        asCurl(failure.request)
      }`,
    );
    say(`  shrunk: ${asCurl(await shrunk(failure, campaign))}`);
  }
  say(`log faults ${logFaults.length}`);
  for (const l of logFaults.slice(0, 20)) say(l);
} finally {
  await parts.stop();
}
say(`all of it in ${((performance.now() - started) / 1000).toFixed(0)} s`);
