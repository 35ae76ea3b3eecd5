// Which plans the biggest person's calls get in the big project, down to the statements inside functions.

import assert from "node:assert/strict";
import { endOfPage, LIMIT } from "./growth_calls.ts";
import { assertByIndex, withNestedPlans } from "./nested_plans.ts";
import { withInner } from "./plan_node.ts";
import { explain } from "./plans.ts";
import { asSuperuser, type ProjectServer } from "./project.ts";
import type { Recorder, StoreCall } from "./statements.ts";

const OWNER = "user_many";

/** @returns a line for each call */
export async function checkGrownPlans(
  server: ProjectServer,
  copy: string,
  recorder: Recorder,
): Promise<string[]> {
  const lines: string[] = [];
  await asSuperuser(server, copy, async (sql) => {
    const after = await endOfPage(sql, "many", 999);
    const reads: Record<string, [StoreCall, RegExp]> = {
      "list": [(store) => store.list({ limit: LIMIT }), /^artifacts_newest_first$/],
      "page 1,000": [(store) => store.list({ limit: LIMIT, after }), /^artifacts_newest_first$/],
    };
    for (const [what, [call, index]] of Object.entries(reads)) {
      const plan = await explain(sql, await recorder.statementOf("many", call));
      const scan = withInner(plan).find((node) => index.test(node["Index Name"] ?? ""));
      assert.ok(scan, `${what}: ${JSON.stringify(plan)}`);
      const read = (scan["Actual Rows"] ?? NaN) + (scan["Rows Removed by Filter"] ?? 0);
      assert.ok(read <= LIMIT + 2, `${what} reads ${read} rows`);
      lines.push(
        `plan of ${what}: ${scan["Node Type"]} on ${scan["Index Name"]}, ${read} rows read`,
      );
    }
    await withNestedPlans(server, copy, async (_, plansOf) => {
      const calls = {
        create: `create_artifact('${OWNER}', 'Made', 'text', 'words', 2000000, 10000000000)`,
        update:
          `update_artifact('${OWNER}', '${after.id}', 1, 10000000000, new_content => 'other')`,
        "search: rare": `search_artifacts('${OWNER}', 'unique', ${LIMIT + 1})`,
        "search: common": `search_artifacts('${OWNER}', 'everywhere', ${LIMIT + 1})`,
      };
      for (const [what, call] of Object.entries(calls)) {
        const plans = await plansOf(call);
        for (const plan of plans) assertByIndex(plan, what);
        const indexes = plans.flatMap(({ Plan }) => withInner(Plan))
          .flatMap((node) => node["Index Name"] ?? []);
        lines.push(`plans of ${what}: by ${[...new Set(indexes)].join(", ")}`);
      }
    });
  });
  return lines;
}
