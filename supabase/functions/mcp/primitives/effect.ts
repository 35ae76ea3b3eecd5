// Classifies effects, for the annotations, the log and error messages.

import type { Effect } from "./tool.ts";

/** Whether a tool with this effect changes nothing; its `readOnlyHint`. */
export function isReadOnly(effect: Effect): boolean {
  return effect === "reads" || effect === "receives";
}
