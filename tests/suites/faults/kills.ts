// `kill -9` of function and database while people create artifacts and try again until they are told that each is
// kept: then each is there, once, whole.

import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { obtainTokens } from "../../local/authorize.ts";
import { Parts } from "../../local/parts.ts";
import { startStack } from "../../local/stack.ts";
import { run } from "../program.ts";
import { copyProject, type ProjectServer } from "../postgres/project.ts";
import { callTool } from "./client.ts";
import { startMcp } from "../mcp_process.ts";
import { startRestartable } from "./restartable_database.ts";

const PEOPLE = 20;
const KILLS = 6;
const PAUSE_MS = 50;
/** No create may be without success for longer: then something does not come back. */
const PATIENCE_MS = 60_000;
/**
 * What is acknowledged is written first. Whether it has reached the disk does not matter when processes die and
 * the machine does not.
 */
export const DURABLE = ["synchronous_commit=on", "full_page_writes=on"];

interface Acknowledged {
  key: string;
  id: string;
  content: string;
}

/** @returns a line for people */
export async function killInTheMidst(server: ProjectServer, creates: number): Promise<string> {
  const parts = new Parts();
  globalThis.addEventListener("error", overlook);
  try {
    const copy = await copyProject(server, "killed");
    const url = server.urlOf(copy, "supabase_admin");
    const database = await startRestartable({ kind: "postgres", url });
    const stack = await parts.add(startStack({ openDatabase: () => Promise.resolve(database) }));
    let mcp = await startMcp(stack);
    await parts.add({ stop: () => mcp.stop() });
    const tokens = await Promise.all(
      Array.from({ length: PEOPLE }, (_, person) => obtainTokens(stack.mcpUrl, `Person ${person}`)),
    );

    const acknowledged: Acknowledged[] = [];
    const tally = { tries: 0, told: 0, cut: 0, replayed: 0, longest: 0 };
    let next = 0;
    const create = async (token: string): Promise<void> => {
      for (let number = next++; number < creates; number = next++) {
        const key = `create-${number}`;
        const content = `${key} ${"x".repeat(number % 500)}`;
        const begun = performance.now();
        for (;;) {
          tally.tries++;
          const args = { title: key, kind: "text", content, idempotency_key: key };
          const answer = await callTool(`${mcp.origin}/mcp`, token, "artifact.create", args);
          const waited = performance.now() - begun;
          if (answer.outcome === "done") {
            if (answer.structured.replayed !== "no") tally.replayed++;
            acknowledged.push({ key, id: answer.structured.artifact.id, content });
            tally.longest = Math.max(tally.longest, waited);
            break;
          }
          tally[answer.outcome === "told" ? "told" : "cut"]++;
          assert.ok(waited < PATIENCE_MS, `${key}: ${answer.text}`);
          await delay(PAUSE_MS);
        }
      }
    };
    const kill = async (): Promise<void> => {
      for (let kill = 1; kill <= 2 * KILLS; kill++) {
        const at = (kill - 0.2 - 0.6 * Math.random()) * creates / (2 * KILLS);
        while (acknowledged.length < at) await delay(5);
        if (kill % 2) {
          await run("kill", ["-9", String(mcp.pid)]);
          mcp = await startMcp(stack);
        } else {
          await server.crash();
          database.lose();
          await server.restart();
          await database.find();
        }
      }
    };
    const begun = performance.now();
    await Promise.all([kill(), ...tokens.map(({ access_token }) => create(access_token))]);
    const seconds = (performance.now() - begun) / 1_000;

    const rows = await stack.database.sql(
      "select idempotency_key as key, id, content from artifacts order by created_at, id",
    ) as unknown as Acknowledged[];
    const found = new Map(rows.map((row) => [row.key, row]));
    const lost = acknowledged.filter(({ key, id, content }) => {
      const row = found.get(key);
      return row?.id !== id || row.content !== content;
    });
    assert.deepEqual(lost, [], "acknowledged and not there as it was");
    assert.equal(acknowledged.length, creates);
    assert.equal(rows.length, found.size, "made twice");
    assert.equal(rows.length, creates);
    const wrong = await stack.database.sql(`
      select user_id from libraries natural join (
        select user_id, count(*) as rows, sum(size) as size from artifacts group by user_id
      ) as kept where artifacts <> rows or bytes <> size`);
    assert.deepEqual(wrong, [], "libraries that miscount");
    return `kill -9 of the function ${KILLS} times and of PostgreSQL ${KILLS} times during ${creates} creates by ` +
      `${PEOPLE} people in ${
        seconds.toFixed(0)
      } s: ${acknowledged.length} acknowledged, ${rows.length} found, ` +
      `0 lost, 0 twice; ${tally.tries} tries, of which ${tally.cut} were cut off and ${tally.told} told to try ` +
      `again, ${tally.replayed} had been done before; nobody waited longer than ` +
      `${(tally.longest / 1_000).toFixed(1)} s`;
  } finally {
    await parts.stop();
    globalThis.removeEventListener("error", overlook);
  }
}

// The driver behind the stand-in for PostgREST may write to a connection that is gone, in a callback where nobody
// can catch it. Its queries fail all the same.
function overlook(event: ErrorEvent): void {
  if (/reading 'write'/.test(event.message)) event.preventDefault();
}
