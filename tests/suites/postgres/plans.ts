// Which plans PostgreSQL makes for lists, on a table as it will be: for these arguments, and for any, as it does after
// some calls on a connection.

import assert from "node:assert/strict";
import { idOf, MIDDLE, OWNERS, ROWS } from "./filling.ts";
import { type LoggedPlan, withNestedPlans } from "./nested_plans.ts";
import { type PlanNode, withInner } from "./plan_node.ts";
import type { ProjectServer } from "./project.ts";

const AT_MOST = 21;

/** Arguments after the owner. */
const LISTS: Record<string, string> = {
  "first page": `${AT_MOST}`,
  "later page": `${AT_MOST}, '${MIDDLE.created_at}', '${idOf(MIDDLE.number)}'`,
  "the trash": `${AT_MOST}, in_trash => true`,
};

/** Looks at every plan on the tables of database `project`, which are full. */
export async function checkListPlans(server: ProjectServer): Promise<string> {
  await withNestedPlans(server, "project", async (sql, plansOf) => {
    for (const mode of ["force_custom_plan", "force_generic_plan"]) {
      await sql.unsafe(`set plan_cache_mode = ${mode}`);
      for (const owner of OWNERS) {
        for (const [name, args] of Object.entries(LISTS)) {
          const plans = await plansOf(`list_artifacts('user_${owner}', ${args})`);
          assertReadsPage(plans, AT_MOST, `${name} of ${owner}, ${mode}`);
        }
      }
    }
  });
  return `plans on ${ROWS} rows, run by service_role: ${Object.keys(LISTS).join(", ")}: ` +
    "the rows of a page in an index scan, no sort, also for one who owns half of them";
}

/** Reads in order, from the first row of the page to its last. */
export function assertReadsPage(
  plans: readonly LoggedPlan[],
  atMost: number,
  what: string,
): PlanNode {
  const nodes = plans.flatMap(({ Plan }) => withInner(Plan));
  const scans = nodes.filter((node) => node["Relation Name"] === "artifacts");
  const seen = `${what}: ${JSON.stringify(plans, null, 1)}`;
  const [scan] = scans;
  assert.ok(scan && scans.length === 1, seen);
  assert.equal(scan["Index Name"], "artifacts_newest_first", seen);
  assert.match(scan["Index Cond"] ?? "", /user_id = .*deleted_at.*created_at, .*id\) </, seen);
  const read = (scan["Actual Rows"] ?? NaN) + (scan["Rows Removed by Filter"] ?? 0);
  assert.ok(read <= atMost + 1, seen);
  assert.ok(!nodes.some((node) => node["Node Type"].includes("Sort")), seen);
  return scan;
}
