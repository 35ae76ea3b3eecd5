// Which plans PostgreSQL makes for what the store asks, on a table as it will be. Run as the server's
// role on the migrated database, so that the grants are seen to suffice; and since the statements are
// really run, the indexes count as used, as they are once the first person lists artifacts.

import assert from "node:assert/strict";
import type postgres from "postgres";
import { z } from "zod";
import { idOf, MIDDLE, OWNERS, ROWS } from "./filling.ts";
import { PlanNode, withInner } from "./plan_node.ts";
import { asOwner, type ProjectServer } from "./project.ts";
import { type Recorder, startRecorder, type Statement, type StoreCall } from "./statements.ts";

const LIMIT = 20;

/** The call, the index that must serve it, and the condition that the scan must start from. */
const CALLS: Record<string, { call: StoreCall; index: string; condition: RegExp }> = {
  "first page": {
    call: (store) => store.list({ limit: LIMIT }),
    index: "artifacts_newest_first",
    condition: /user_id = /,
  },
  "later page": {
    call: (store) =>
      store.list({
        limit: LIMIT,
        after: { created_at: MIDDLE.created_at, id: idOf(MIDDLE.number) },
      }),
    index: "artifacts_newest_first",
    condition: /user_id = .*created_at <= /,
  },
  "the trash": {
    call: (store) => store.list({ limit: LIMIT, trashed: true }),
    index: "artifacts_in_trash",
    condition: /user_id = /,
  },
};

const Explained = z.tuple([z.object({ "QUERY PLAN": z.tuple([z.object({ Plan: PlanNode })]) })]);

/** Looks at every plan on the tables of database `project`, which are full. */
export async function checkPlans(server: ProjectServer, copy: string): Promise<string> {
  const recorder = await startRecorder(server, copy);
  try {
    await asOwner(server, "project", async (sql) => {
      for (const owner of OWNERS) await checkReads(sql, recorder, owner);
    });
  } finally {
    await recorder.stop();
  }
  return `plans on ${ROWS} rows, run by service_role: ${Object.keys(CALLS).join(", ")}: ` +
    "an index scan each, no sort, also for one who owns half of them";
}

async function checkReads(sql: postgres.Sql, recorder: Recorder, owner: string): Promise<void> {
  for (const [name, { call, index, condition }] of Object.entries(CALLS)) {
    const plan = await explain(sql, await recorder.statementOf(owner, call));
    const nodes = withInner(plan).filter((node) => node["Node Type"] !== "Limit");
    const what = `${name} of ${owner}: ${JSON.stringify(plan, null, 1)}`;
    assert.deepEqual(nodes.map((node) => node["Node Type"]), ["Index Scan"], what);
    assert.equal(nodes[0]?.["Index Name"], index, what);
    assert.match(nodes[0]?.["Index Cond"] ?? "", condition, what);
  }
}

/** Runs a statement as the server's role and tells the plan it had. */
export async function explain(
  sql: postgres.Sql,
  { text, parameters }: Statement,
): Promise<PlanNode> {
  const values = parameters as postgres.ParameterOrJSON<never>[];
  return await sql.begin(async (transaction) => {
    await transaction`set local role service_role`;
    const rows = await transaction.unsafe(`explain (analyze, format json) ${text}`, values);
    return Explained.parse([...rows])[0]["QUERY PLAN"][0].Plan;
  });
}
