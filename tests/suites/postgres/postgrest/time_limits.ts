// Time limits of the roles that PostgREST connects as and becomes, in real time.

import assert from "node:assert/strict";
import type postgres from "postgres";
import { openThroughPostgrest } from "../../../local/postgrest/database.ts";
import { refuses } from "../../../mcp/artifacts/store_case.ts";
import { storeOn } from "../../../mcp/artifacts/store_on_database.ts";
import { userId } from "../../../mcp/in_process.ts";
import { asSuperuser, type ProjectServer } from "../project.ts";
import { type Client, codeOf } from "./client.ts";
import { until } from "./until.ts";

/** What a check works with. */
export interface Setting {
  client: Client;
  /** As the owner of the tables. */
  sql: postgres.Sql;
  server: ProjectServer;
  copy: string;
}

/** All at once: each ends with its code, and within a second after its limit. */
export async function timeLimits({ client, sql, server, copy }: Setting): Promise<void> {
  const [owner, authenticator] = [server.urlOf(copy), server.urlOf(copy, "authenticator")];
  const { artifactsOf, stop } = storeOn(await openThroughPostgrest({ owner, authenticator }));
  const search = { query: "word", limit: 1, skip: 0 };
  const ends = async (call: Promise<Parameters<typeof codeOf>[0]>, code: string) =>
    assert.equal(codeOf(await call), code);
  try {
    await sql.begin(async (locking) => {
      await locking`lock table artifacts, probe_notes in access exclusive mode`;
      await Promise.all([
        within(8, () => ends(client.call("probe_sleep", { seconds: 20 }), "500 57014")),
        within(3, () => ends(client.callAnonymously("probe_sleep", { seconds: 20 }), "500 57014")),
        within(0.2, () => ends(client.call("probe_hoisted", {}), "500 57014")),
        // Its own limit is 20 s.
        within(8, () => ends(client.call("probe_wait", {}), "500 55P03")),
        // A search's own limit is 3 s.
        within(3, () => {
          const { search: find } = artifactsOf(userId("waits"));
          return refuses(find(search), { refusal: "search_too_slow" });
        }),
      ]);
    });
  } finally {
    await stop();
  }
}

/** Too short for the save, long enough for the lock before it. */
const LIMIT = "50ms";
const OWNER = "user_cancelled";
const SAVE = {
  ...{ owner: OWNER, new_title: "Title", new_kind: "text", max_artifacts: 9, max_bytes: 1e9 },
  new_content: Array.from({ length: 30_000 }, (_, index) => (index * 7919).toString(36)).join(" "),
};

/** PostgREST commits what the function did after the limit, because the refusal is an answer. */
export async function cancelledSave({ client, sql, server, copy }: Setting): Promise<void> {
  const sleeping = async () => (await client.call("probe_sleep", { seconds: 0.1 })).status;
  const change = async (change: string, status: number) => {
    await asSuperuser(server, copy, (sql) => sql.unsafe(`alter role service_role ${change}`));
    await sql`notify pgrst, 'reload config'`;
    await until(async () => await sleeping() === status);
  };
  await change(`set statement_timeout = '${LIMIT}'`, 500);
  try {
    // The limit may end it before it has the lock, where it has nothing to count.
    await until(async () => {
      const { body } = await client.call("create_artifact", SAVE);
      assert.match(body.code ?? body.refusal, /^(57014|save_cancelled)$/, JSON.stringify(body));
      return body.refusal !== undefined;
    });
  } finally {
    await change("reset statement_timeout", 200);
  }
  const kept = await sql`
    select artifacts, gone_bytes > 0 as counted from libraries where user_id = ${OWNER}`;
  assert.deepEqual([...kept], [{ artifacts: 0, counted: true }]);
}

async function within(seconds: number, run: () => Promise<unknown>): Promise<void> {
  const started = performance.now();
  await run();
  const took = (performance.now() - started) / 1000;
  assert.ok(took > seconds * 0.95 && took < seconds + 1.5, `${took} s instead of ${seconds}`);
}
