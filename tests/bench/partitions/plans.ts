// Which partitions the statements inside the project's functions read, and by which kind of plan.

import { withNestedPlans } from "../../suites/postgres/nested_plans.ts";
import { type PlanNode, withInner } from "../../suites/postgres/plan_node.ts";
import type { ProjectServer } from "../../suites/postgres/project.ts";
import { changesOf, middleOf, readsOf, type User } from "./calls.ts";
import { nameOf, PARTITIONED } from "./schema.ts";

/** PostgreSQL decides on a generic plan after five executions. */
const WARM_UP = 7;

export interface PlanCounts {
  what: string;
  statements: number;
  /** Statements with a plan for any arguments. */
  generic: number;
  /** Partitions of one table that a statement executed: the most. */
  mostPartitions: number;
  /** The statement that read more than one partition, if there is one. */
  unpruned?: string;
}

/** @param mode `plan_cache_mode` */
export async function countPlans(
  server: ProjectServer,
  database: string,
  user: User,
  mode: string,
): Promise<PlanCounts[]> {
  const counts: PlanCounts[] = [];
  await withNestedPlans(server, database, async (sql, plansOf) => {
    await sql.unsafe(`set plan_cache_mode = ${mode}`);
    const place = await middleOf(sql, user);
    for (const [what, call] of Object.entries(readsOf(user, place))) {
      for (let run = 0; run < WARM_UP; run++) await sql.unsafe(`select ${call}`);
      counts.push(countsOf(what, await plansOf(call)));
    }
    for (const [what, call] of Object.entries(changesOf(user, place))) {
      counts.push(countsOf(what, await plansOf(call)));
    }
  });
  return counts;
}

type Logged = { "Query Text": string; Plan: PlanNode };

function countsOf(what: string, logged: readonly Logged[]): PlanCounts {
  const on = logged.map(({ Plan, ...plan }) => ({
    text: plan["Query Text"],
    nodes: executedPartitions(Plan),
    isGeneric: withInner(Plan).some((node) => /user_id = \$\d/.test(node["Index Cond"] ?? "")),
  })).filter(({ nodes }) => nodes.length > 0);
  const read = on.map(({ text, nodes }) => ({ text, partitions: mostOfOneTable(nodes) }));
  const mostPartitions = Math.max(0, ...read.map(({ partitions }) => partitions));
  const unpruned = read.find(({ partitions }) => partitions > 1)?.text;
  return {
    ...{ what, statements: on.length, mostPartitions },
    generic: on.filter(({ isGeneric }) => isGeneric).length,
    ...(unpruned && { unpruned }),
  };
}

const NAME = new RegExp(`^(${PARTITIONED.map(nameOf).join("|")})(_\\d+)+$`);

// A partition that was pruned while the plan ran is listed, and was executed 0 times.
function executedPartitions(plan: PlanNode): PlanNode[] {
  return withInner(plan).filter((node) =>
    NAME.test(node["Relation Name"] ?? "") && node["Actual Loops"] !== 0
  );
}

function mostOfOneTable(nodes: readonly PlanNode[]): number {
  const names = new Set(nodes.map((node) => node["Relation Name"] ?? ""));
  const tables = Map.groupBy(names, (name) => NAME.exec(name)?.[1]);
  return Math.max(0, ...[...tables.values()].map((some) => some.length));
}
