// Which plans the biggest person's calls get in the big project, down to the statements inside functions.

import { endOfPage, LIMIT } from "./growth_calls.ts";
import { assertByIndex, withNestedPlans } from "./nested_plans.ts";
import { withInner } from "./plan_node.ts";
import { assertReadsPage } from "./plans.ts";
import { asSuperuser, type ProjectServer } from "./project.ts";

const OWNER = "user_many";

/** @returns a line for each call */
export async function checkGrownPlans(server: ProjectServer, copy: string): Promise<string[]> {
  const after = await asSuperuser(server, copy, (sql) => endOfPage(sql, "many", 999));
  const lines: string[] = [];
  await withNestedPlans(server, copy, async (_, plansOf) => {
    const page = `list_artifacts('${OWNER}', ${LIMIT + 1}`;
    const lists = {
      "list": `${page})`,
      "page 1,000": `${page}, '${after.created_at}', '${after.id}')`,
    };
    for (const [what, call] of Object.entries(lists)) {
      const scan = assertReadsPage(await plansOf(call), LIMIT + 1, what);
      lines.push(
        `plan of ${what}: ${scan["Node Type"]} on ${scan["Index Name"]}, ${
          scan["Actual Rows"]
        } rows read`,
      );
    }
    const calls = {
      create: `create_artifact('${OWNER}', 'Made', 'text', 'words', 2000000, 10000000000)`,
      update: `update_artifact('${OWNER}', '${after.id}', 1, 10000000000, new_content => 'other')`,
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
  return lines;
}
