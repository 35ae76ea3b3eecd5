// A plan as PostgreSQL prints it in JSON.

import { z } from "zod";

/** A node of a plan, with the names that EXPLAIN gives. */
export const PlanNode = z.object({
  "Node Type": z.string(),
  "Relation Name": z.string().optional(),
  "Index Name": z.string().optional(),
  "Index Cond": z.string().optional(),
  "Actual Rows": z.number().optional(),
  "Actual Loops": z.number().optional(),
  "Rows Removed by Filter": z.number().optional(),
  get Plans(): z.ZodDefault<z.ZodArray<typeof PlanNode>> {
    return z.array(PlanNode).default([]);
  },
});
export type PlanNode = z.infer<typeof PlanNode>;

/** A node with all below it. */
export function withInner(node: PlanNode): PlanNode[] {
  return [node, ...node.Plans.flatMap(withInner)];
}
