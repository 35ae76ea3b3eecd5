// Which plans PostgreSQL makes for what the store asks, on a table as it will be. Run as the server's
// role on the migrated database, so that the grants are seen to suffice; and since the statements are
// really run, the index counts as used, as it is once the first person lists artifacts.

import assert from "node:assert/strict";
import type postgres from "postgres";
import { z } from "zod";
import { draft } from "../../mcp/artifacts/store_cases.ts";
import { asOwner, type ProjectServer } from "./project.ts";
import { type Recorder, startRecorder, type Statement, type StoreCall } from "./statements.ts";

const ROWS = 20_000;
/** Owns half of all artifacts; of the other half, 100 people own as many each. */
const KEEPER = "keeper";
const OWNERS = [KEEPER, "7"];
const LIMIT = 20;
// Number 10007 belongs to the second of them; both have thousands of rows, or a hundred, before it.
const MIDDLE = { number: 10_007, created_at: "2026-01-07T22:47:00.000Z" };

const FILL = `
  insert into artifacts (id, user_id, title, kind, content, created_at)
  select ('00000000-0000-4000-8000-' || lpad(i::text, 12, '0'))::uuid,
    case when i % 2 = 0 then 'user_${KEEPER}' else 'user_' || i % 200 end,
    'Number ' || i, 'text', repeat('x', 1000), timestamptz '2026-01-01Z' + i * interval '1 minute'
  from generate_series(1, ${ROWS}) as i`;

function idOf(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
}

/** What is asked for, the index that must answer, the condition it must start from. */
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
  "one artifact": {
    call: (store) => store.find(idOf(MIDDLE.number)),
    index: "artifacts_pkey",
    condition: /id = /,
  },
};

/** A node of a plan, with the names that EXPLAIN gives. */
const PlanNode = z.object({
  "Node Type": z.string(),
  "Index Name": z.string().optional(),
  "Index Cond": z.string().optional(),
  get Plans() {
    return z.array(PlanNode).default([]);
  },
});
type PlanNode = z.infer<typeof PlanNode>;
const Explained = z.tuple([z.object({ "QUERY PLAN": z.tuple([z.object({ Plan: PlanNode })]) })]);

/** Fills the table of database `project` and looks at every plan. */
export async function checkPlans(server: ProjectServer, copy: string): Promise<string> {
  const recorder = await startRecorder(server, copy);
  try {
    await asOwner(server, "project", async (sql) => {
      await sql.unsafe(FILL);
      await sql`analyze artifacts`;
      for (const owner of OWNERS) await checkReads(sql, recorder, owner);
      await explain(sql, await recorder.statementOf(KEEPER, (store) => store.create(draft())));
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

async function explain(sql: postgres.Sql, { text, parameters }: Statement): Promise<PlanNode> {
  const values = parameters as postgres.ParameterOrJSON<never>[];
  return await sql.begin(async (transaction) => {
    await transaction`set local role service_role`;
    const rows = await transaction.unsafe(`explain (analyze, format json) ${text}`, values);
    return Explained.parse([...rows])[0]["QUERY PLAN"][0].Plan;
  });
}

function withInner(node: PlanNode): PlanNode[] {
  return [node, ...node.Plans.flatMap(withInner)];
}
