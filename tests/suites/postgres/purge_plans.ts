// Which plans the nightly purge gets: it finds users with something due in indexes, also if statistics promise many.

import assert from "node:assert/strict";
import { ROWS } from "./filling.ts";
import { assertByIndex, withNestedPlans } from "./nested_plans.ts";
import { withInner } from "./plan_node.ts";
import type { ProjectServer } from "./project.ts";

/** Users with something due are found in them, in this order. */
const INDEXES = ["closed_accounts_to_erase", "artifacts_in_trash", "artifact_shares_oldest_first"];

/** Read from end to end, but only by the last steps of a night. */
const LAST_STEPS = /delete from library\.(call_budgets|closed_accounts)/;

const MUCH = `
  update library.closed_accounts set erase_at = now() - random() * interval '1 day'
  where get_byte(user_hash, 0) < 128;
  update artifacts set deleted_at = now() - interval '1 year' - random() * interval '1 day' where id::text ~ '[02468]$';
  update library.artifact_shares set expires_at = now() - random() * interval '1 day' where hash < '8';
  analyze library.closed_accounts, artifacts, library.artifact_shares`;

/** Makes half of database `project` due, whose tables are full. */
export async function checkPurgePlans(server: ProjectServer): Promise<string> {
  await withNestedPlans(server, "project", async (sql, plansOf) => {
    for (const [due, prepare] of Object.entries({ nothing: "", half: MUCH })) {
      await sql.unsafe(prepare);
      const plans = await plansOf("purge_artifacts()");
      for (const plan of plans.filter((plan) => !LAST_STEPS.test(plan["Query Text"]))) {
        assertByIndex(plan, `purge with ${due} due`);
      }
      const [finding, ...others] = plans.filter((plan) => plan["Query Text"].includes("as due"));
      assert.ok(finding && others.length === 0);
      const indexes = withInner(finding.Plan).flatMap((node) => node["Index Name"] ?? []);
      assert.deepEqual(indexes, INDEXES, due);
    }
  });
  return `plans of the purge on ${ROWS} rows, with nothing due and with half: by ${
    INDEXES.join(", ")
  }`;
}
