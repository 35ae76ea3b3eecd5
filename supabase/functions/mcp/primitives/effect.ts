// Which effects leave everything as it was: for the annotations, the log and what a failed call says.

import type { Effect } from "./tool.ts";

/** Whether a tool with this effect only reads; its `readOnlyHint`. */
export function isReadOnly(effect: Effect): boolean {
  return effect === "reads" || effect === "receives";
}
