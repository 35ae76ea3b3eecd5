// `kill -9` of function and database alternately, at random moments, while users create artifacts.

import { setTimeout as delay } from "node:timers/promises";
import { obtainTokens } from "../../local/authorize.ts";
import { Parts } from "../../local/parts.ts";
import { startStack } from "../../local/stack.ts";
import { startMcp } from "../mcp_process.ts";
import { copyProject, type ProjectServer } from "../postgres/project.ts";
import { run } from "../program.ts";
import { Creates } from "./creates.ts";
import { startRestartable } from "./restartable_database.ts";

const PEOPLE = 20;
/** Of each. */
const KILLS = 6;
/**
 * Writes happen before their acknowledgement. The disk's own cache does not matter when processes die and the
 * machine does not.
 */
export const DURABLE = ["synchronous_commit=on", "full_page_writes=on"];

/** @returns a line for people */
export async function killInTheMidst(server: ProjectServer, total: number): Promise<string> {
  await using parts = new Parts();
  globalThis.addEventListener("error", overlookWrite);
  globalThis.addEventListener("unhandledrejection", overlookReset);
  parts.defer(() => {
    globalThis.removeEventListener("error", overlookWrite);
    globalThis.removeEventListener("unhandledrejection", overlookReset);
  });
  const copy = await copyProject(server, "killed");
  const url = server.urlOf(copy, "supabase_admin");
  const database = await startRestartable({ kind: "postgres", url });
  const stack = await parts.add(startStack({ openDatabase: () => Promise.resolve(database) }));
  let mcp = await startMcp(stack);
  parts.defer(() => mcp.stop());
  const tokens = await Promise.all(
    Array.from({ length: PEOPLE }, (_, person) => obtainTokens(stack.mcpUrl, `Person ${person}`)),
  );
  const creates = new Creates(total, () => `${mcp.origin}/mcp`);

  const killFunction = async () => {
    await run("kill", ["-9", String(mcp.pid)]);
    mcp = await startMcp(stack);
  };
  const killDatabase = async () => {
    await server.crash();
    database.disconnect();
    await server.restart();
    await database.reconnect();
  };
  const killInTurns = async () => {
    for (let kill = 0; kill < 2 * KILLS; kill++) {
      const moment = (kill + 0.2 + 0.6 * Math.random()) * total / (2 * KILLS);
      while (creates.acknowledged.length < moment) await delay(5);
      await (kill % 2 ? killDatabase() : killFunction());
    }
  };
  const begun = performance.now();
  await Promise.all([
    killInTurns(),
    ...tokens.map(({ access_token }) => creates.work(access_token)),
  ]);
  const seconds = (performance.now() - begun) / 1_000;
  return `kill -9 of the function ${KILLS} times and of PostgreSQL ${KILLS} times during ${total} creates by ` +
    `${PEOPLE} people in ${seconds.toFixed(0)} s: ${await creates.check(stack.database.sql)}`;
}

// The driver behind the stand-in for PostgREST may write to a connection that is gone, or lose one between two
// statements of a transaction, where no handler can catch it. Its queries fail all the same.
function overlookWrite(event: ErrorEvent): void {
  if (/reading 'write'/.test(event.message)) event.preventDefault();
}

function overlookReset(event: PromiseRejectionEvent): void {
  if ((event.reason as { code?: unknown } | null)?.code === "ECONNRESET") event.preventDefault();
}
