// Throughput of running servers, measured in many short rounds that alternate between the servers.

import type { Contestant } from "./contestants.ts";
import { load, MANY } from "./load.ts";
import { medians } from "../suites/median.ts";
import { ask, callList, COMMON_REVISION, isListed } from "./requests.ts";
import type { Message } from "../mcp/message.ts";
import type { Runtime } from "./runtimes.ts";
import { type Server, startServer } from "./server.ts";
import type { Setting } from "./setting.ts";

const SECONDS = 1;
/** The compiler must have settled. */
const WARM_UP_SECONDS = 2;

/** Medians of all rounds. */
export interface Throughput {
  /** At {@link MANY} connections. */
  requestsPerSecond: number;
  /** Microseconds of processor time a request, there. */
  processorTime: number;
  /** Microseconds, at one connection. */
  p50: number;
  p99: number;
  /** Bytes at the end. */
  residentMemory: number;
  /** Which bad tokens were let in. */
  letIn: string[];
}

interface Running {
  contestant: Contestant;
  server: Server;
  rounds: Record<"requestsPerSecond" | "processorTime" | "p50" | "p99", number>[];
}

/** @param progress gets a line after each round */
export async function measureThroughput(
  contestants: readonly Contestant[],
  setting: Setting,
  runtime: Runtime,
  rounds: number,
  progress: (line: string) => void,
): Promise<Map<string, Throughput>> {
  const running: Running[] = [];
  try {
    for (const contestant of contestants) {
      const server = await startServer(contestant, setting.environment, runtime);
      running.push({ contestant, server, rounds: [] });
      await load(server.url, callsOf(setting), MANY, WARM_UP_SECONDS);
    }
    for (let round = 1; round <= rounds; round++) {
      for (const one of running) one.rounds.push(await measure(one, setting));
      progress(`throughput: round ${round} of ${rounds}`);
    }
    const results = running.map(async (one) => [one.contestant.name, await resultOf(one, setting)]);
    return new Map(await Promise.all(results) as [string, Throughput][]);
  } finally {
    for (const { server } of running) await server.stop();
  }
}

async function measure({ contestant, server }: Running, setting: Setting) {
  const messages = callsOf(setting);
  // A server that answers with an error would be fast.
  const answer = await ask(server.url, messages[0]!);
  if (!isListed(answer)) throw new Error(`${contestant.name} answers ${JSON.stringify(answer)}`);
  const before = server.processorTime();
  const { requests, requestsPerSecond } = await load(server.url, messages, MANY, SECONDS);
  const processorTime = (server.processorTime() - before) / requests;
  const { p50, p99 } = await load(server.url, messages, 1, SECONDS);
  return { requestsPerSecond, processorTime, p50, p99 };
}

function callsOf({ good }: Setting): Message[] {
  return good.map((token) => callList(COMMON_REVISION, token));
}

async function resultOf({ server, rounds }: Running, setting: Setting) {
  const residentMemory = server.residentMemory();
  const letIn: string[] = [];
  for (const [fault, token] of Object.entries(setting.bad)) {
    const answer = await ask(server.url, callList(COMMON_REVISION, token));
    if (isListed(answer)) letIn.push(fault);
  }
  return { ...medians(rounds), residentMemory, letIn };
}
