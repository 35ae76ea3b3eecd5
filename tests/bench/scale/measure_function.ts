// Processor time of function mcp for each kind of call, and for its start. The database is PostgreSQL behind the local
// stack's Data API; both run in other processes.

import { Parts } from "../../local/parts.ts";
import { ask, type Call, tool } from "../../suites/ask.ts";
import type { Person } from "../../suites/load/calls.ts";
import { NOTES } from "../../suites/load/life.ts";
import { startLoadedServer } from "../../suites/load/server.ts";
import { median } from "../../suites/median.ts";
import { bundle } from "../bundles.ts";
import { contestant, OURS } from "../contestants.ts";
import { ask as askOnce, callList, COMMON_REVISION, isListed } from "../requests.ts";
import { findRuntimes } from "../runtimes.ts";
import { processorTimeOf, startServer } from "../server.ts";
import { startSetting } from "../setting.ts";

const PEOPLE = 8;
const KEPT = 20;
const ROUNDS = 5;
/** Calls of each kind in a round. */
const CALLS = 100;
const STARTS = 9;

/** An artifact that a round makes, changes and shares. */
interface Made {
  person: Person;
  id: string;
  share: string;
}

type Step = (made: Made, kept: string) => Call;

const KINDS: Record<string, Step> = {
  initialize: () => ({
    method: "initialize",
    params: {
      protocolVersion: "2025-11-25",
      capabilities: {},
      clientInfo: { name: "bench", version: "1.0.0" },
    },
  }),
  "tools/list": () => ({ method: "tools/list", params: {} }),
  list: () => tool("artifact.list"),
  search: () => tool("artifact.list", { query: "museum rome" }),
  view: (_, id) => tool("artifact.view", { id }),
  create: () => tool("artifact.create", { title: "Notes", kind: "markdown", content: NOTES }),
  update: ({ id }) => tool("artifact.update", { id, expected_version: 1, content: `${NOTES}!` }),
  history: ({ id }) => tool("artifact.history", { id }),
  share: ({ id }) => tool("artifact.share", { id, expires_in_days: 1 }),
  open: ({ share }) => tool("artifact.open", { share }),
};

/** @returns milliseconds for each kind of call */
export async function measureCalls(): Promise<Map<string, number>> {
  await using parts = new Parts();
  const { mcp, people } = await startLoadedServer({ people: PEOPLE, keep: KEPT }, parts);
  const costs = new Map(Object.keys(KINDS).map((kind) => [kind, 0]));
  // The first round compiles.
  for (let round = 0; round <= ROUNDS; round++) {
    const all = Array.from({ length: CALLS }, (_, index) => ({
      ...{ person: people[index % PEOPLE]!, id: "", share: "" },
    }));
    for (const [kind, step] of Object.entries(KINDS)) {
      const before = processorTimeOf(mcp.pid);
      for (const made of all) await call(`${mcp.origin}/mcp`, kind, step, made);
      const ms = (processorTimeOf(mcp.pid) - before) / 1_000;
      if (round > 0) costs.set(kind, (costs.get(kind) ?? 0) + ms / (ROUNDS * CALLS));
    }
  }
  return costs;
}

async function call(url: string, kind: string, step: Step, made: Made): Promise<void> {
  const { text } = await ask(url, made.person.token, step(made, made.person.kept[0] ?? ""));
  const { result } = JSON.parse(text);
  if (!result || result.isError) throw new Error(`${kind}: ${text}`);
  made.id = result.structuredContent?.artifact?.id ?? made.id;
  made.share = result.structuredContent?.share ?? made.share;
}

/** @returns milliseconds of processor time from the start of the bundled function to its first answer */
export async function measureStart(): Promise<number> {
  await using parts = new Parts();
  const setting = await parts.add(startSetting());
  const { edge } = await parts.add(findRuntimes());
  const { contestants: [ours] } = await parts.add(bundle([contestant(OURS)]));
  if (!ours) throw new Error("nothing was bundled");
  const times: number[] = [];
  for (let start = 0; start < STARTS; start++) {
    const server = await startServer(ours, setting.environment, edge);
    const answer = await askOnce(server.url, callList(COMMON_REVISION, setting.good[0]!));
    if (!isListed(answer)) throw new Error(`first answer: ${JSON.stringify(answer)}`);
    times.push(server.processorTime() / 1_000);
    await server.stop();
  }
  return median(times);
}
