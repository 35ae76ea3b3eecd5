// What many calls leave behind in one server: memory, and connections to the database.

import type { Contestant } from "./contestants.ts";
import { load, MANY } from "./load.ts";
import { median } from "../suites/median.ts";
import { callList, COMMON_REVISION } from "./requests.ts";
import type { Runtime } from "./runtimes.ts";
import { startServer } from "./server.ts";
import type { Setting } from "./setting.ts";

const CALLS = 200_000;
const BATCH_SECONDS = 2;

export interface LongRun {
  calls: number;
  /** Resident bytes: median of the second quarter, when all is warm, and of the last. */
  early: number;
  late: number;
  /** Connections to the database over which all calls went. */
  connections: number;
}

export async function measureLongRun(
  contestant: Contestant,
  setting: Setting,
  runtime: Runtime,
): Promise<LongRun> {
  const server = await startServer(contestant, setting.environment, runtime);
  const messages = setting.good.map((token) => callList(COMMON_REVISION, token));
  const before = await setting.databaseUse();
  try {
    const memory: number[] = [];
    let calls = 0;
    while (calls < CALLS) {
      calls += (await load(server.url, messages, MANY, BATCH_SECONDS)).requests;
      memory.push(server.residentMemory());
    }
    const quarter = Math.floor(memory.length / 4);
    const { connections } = await setting.databaseUse();
    return {
      calls,
      early: median(memory.slice(quarter, 2 * quarter)),
      late: median(memory.slice(-quarter)),
      connections: connections - before.connections,
    };
  } finally {
    await server.stop();
  }
}
