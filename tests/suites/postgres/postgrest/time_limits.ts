// Time limits of the roles that PostgREST connects as and becomes, in real time, all at once.

import assert from "node:assert/strict";
import type postgres from "postgres";
import { storeOn } from "../../../mcp/artifacts/store_on_database.ts";
import { refuses } from "../../../mcp/artifacts/store_case.ts";
import { openThroughPostgrest } from "../../../local/postgrest/database.ts";
import { userId } from "../../../mcp/in_process.ts";
import type { ProjectServer } from "../project.ts";
import { type Client, codeOf } from "./client.ts";

interface Setting {
  client: Client;
  sql: postgres.Sql;
  server: ProjectServer;
  copy: string;
}

/** Each ends with its code, and within a second after its limit. */
export async function timeLimits({ client, sql, server, copy }: Setting): Promise<void> {
  const [owner, authenticator] = [server.urlOf(copy), server.urlOf(copy, "authenticator")];
  const { artifactsOf, stop } = storeOn(await openThroughPostgrest({ owner, authenticator }));
  const search = { query: "word", limit: 1, skip: 0 };
  try {
    await sql.begin(async (locking) => {
      await locking`lock table artifacts, probe_notes in access exclusive mode`;
      await Promise.all([
        within(8, async () => {
          assert.equal(codeOf(await client.call("probe_sleep", { seconds: 20 })), "500 57014");
        }),
        within(3, async () => {
          const slept = await client.callAnonymously("probe_sleep", { seconds: 20 });
          assert.equal(codeOf(slept), "500 57014");
        }),
        within(0.2, async () => {
          assert.equal(codeOf(await client.call("probe_hoisted", {})), "500 57014");
        }),
        // Its own limit is 20 s.
        within(8, async () => {
          assert.equal(codeOf(await client.call("probe_wait", {})), "500 55P03");
        }),
        within(8, () => {
          return refuses(artifactsOf(userId("waits")).search(search), {
            refusal: "search_too_slow",
          });
        }),
      ]);
    });
  } finally {
    await stop();
  }
}

async function within(seconds: number, run: () => Promise<unknown>): Promise<void> {
  const started = performance.now();
  await run();
  const took = (performance.now() - started) / 1000;
  assert.ok(took > seconds * 0.95 && took < seconds + 1.5, `${took} s instead of ${seconds}`);
}
