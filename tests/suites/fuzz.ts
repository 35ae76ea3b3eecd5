// Requests made up by a seed, 100,000 of them, against function `mcp` of the local stack: never a 500, never a
// wait of more than five seconds, nothing of the inside in an answer, no error in the log, and no memory that is
// never freed. `-- --requests N` for more or fewer, `-- --seed S` to repeat.

import assert from "node:assert/strict";
import { parseArgs } from "node:util";
import { Parts } from "../local/parts.ts";
import { say } from "../local/terminal.ts";
import { type Campaign, type Failure, run, shrunk } from "./fuzz/campaign.ts";
import { BIG_CASES, compressedCases } from "./fuzz/big_cases.ts";
import { CASES } from "./fuzz/cases.ts";
import { httpRequests } from "./fuzz/http_requests.ts";
import { runCases } from "./fuzz/known_cases.ts";
import { LogWatch } from "./fuzz/log_watch.ts";
import { runRaw } from "./fuzz/raw_campaign.ts";
import { stalledRequests } from "./fuzz/raw_bodies.ts";
import { rawRequests } from "./fuzz/raw_requests.ts";
import { asCurl } from "./fuzz/request.ts";
import { startServer } from "./fuzz/server.ts";
import { Tally } from "./fuzz/tally.ts";
import { MOST_MEMORY, watchMemory } from "./memory.ts";

/** Batches after which the library is as it was in the beginning. */
const REFILL_EVERY = 10;
/** Requests per raw connection. A raw connection takes as long as several requests. */
const REQUESTS_A_CONNECTION = 20;
const AT_A_TIME = 32;
/** All at once, since each takes seconds. */
const STALLED = 40;
/** Different failures that are shrunk. */
const SHRUNK = 8;
/** Failures of one step that are shown. */
const SHOWN = 32;
/** MiB. */
const MOST_GROWTH = 48;

const { values } = parseArgs({
  args: Deno.args,
  options: { requests: { type: "string", default: "100000" }, seed: { type: "string" } },
});
const requests = Number(values.requests);
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 30));
if (!(Number.isSafeInteger(requests) && requests > 0 && Number.isSafeInteger(seed))) {
  throw new Error("Usage: deno task fuzz -- [--requests 100000] [--seed 1]");
}

async function explained(failures: readonly Failure[], campaign: Campaign): Promise<string[]> {
  const different = new Map(failures.map((failure) => [kindOf(failure.faults), failure]));
  const texts: string[] = [];
  for (const failure of [...different.values()].slice(0, SHRUNK)) {
    const { seed, index, faults, request } = failure;
    const smallest = await shrunk(failure, campaign);
    texts.push(
      `-- --seed ${seed} --requests ${index + 1}: ${faults.join("; ")}\n  ${
        asCurl(request)
      }\n  or, smaller,\n  ` +
        asCurl(smallest),
    );
  }
  return texts;
}

function kindOf(faults: readonly string[]): string {
  return faults.join().replaceAll(/\d+/g, "0");
}

function expectNone(failures: readonly string[]): void {
  if (failures.length === 0) return;
  const shown = failures.slice(0, SHOWN).join("\n");
  throw new Error(`${failures.length} went wrong, with seed ${seed}:\n${shown}`);
}

Deno.test("fuzz", async (t) => {
  await using parts = new Parts();
  const tally = new Tally();
  const log = new LogWatch(tally);
  const server = await startServer(parts, (line) => log.read(line));
  const { target, origin, secrets, refill } = server;
  const memory = await parts.add(watchMemory(server.pid));
  say(`seed ${seed}`);
  const begun = performance.now();
  await t.step("each named case gets its status", async () => {
    const cases = [...CASES, ...BIG_CASES, ...await compressedCases()];
    expectNone(await runCases(cases, target, tally));
  });

  const arbitrary = httpRequests(server.tools);
  const before = (batch: number) => batch % REFILL_EVERY === 0 ? refill() : Promise.resolve();
  const campaign: Campaign = { requests, seed, arbitrary, target, tally, before };
  const raw = { seed, port: Number(new URL(origin).port), secrets, tally };
  const connections = Math.ceil(requests / REQUESTS_A_CONNECTION);
  const [ofRequests, ofConnections, ofStalled] = await Promise.all([
    run(campaign),
    runRaw({ ...raw, connections, arbitrary: rawRequests, atATime: AT_A_TIME }),
    runRaw({ ...raw, connections: STALLED, arbitrary: stalledRequests, atATime: STALLED }),
  ]);
  const seconds = (performance.now() - begun) / 1000;
  const [peak, growth] = [memory.peak(), memory.growth()];
  say(
    `${tally.total} requests and ${connections + STALLED} connections in ${
      seconds.toFixed(0)
    } s, ` +
      `${(tally.total / seconds).toFixed(0)} requests/s, ${server.databaseRequests()} to the ` +
      `database; longest answer ${tally.slowest.toFixed(0)} ms; memory ${peak.toFixed(0)} MiB at ` +
      `most, ${growth.toFixed(0)} MiB more in the last quarter than in the second`,
  );
  say(`${tally}`);
  await t.step("no generated connection goes wrong", () => expectNone(ofConnections));
  await t.step("no stalled connection goes wrong", () => expectNone(ofStalled));
  await t.step(`the function takes at most ${MOST_MEMORY} MiB of memory`, () => {
    assert.ok(peak <= MOST_MEMORY, `it took ${peak.toFixed(0)} MiB of memory`);
  });
  await t.step("the function frees its memory", () => {
    assert.ok(growth <= MOST_GROWTH, `${growth.toFixed(0)} MiB were never freed`);
  });
  await t.step("no generated request goes wrong", async () => {
    expectNone(await explained(ofRequests, campaign));
  });
  await t.step("the function logs no error", () => expectNone(log.failures));
});
