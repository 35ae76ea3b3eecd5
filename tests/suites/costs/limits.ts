// One step beyond each limit of a request: the answer says so, and the request at the limit is accepted. Most limits
// cover each other, so that without one of them the costs would stay below the budget.
// Figures are those of supabase/README.md and the tools' schemas, not the server's constants: a limit that someone
// raises fails here.
// Rates, speeds, pools of memory and concurrency take many requests: `task test:callers` and `task test:load`; Clerk's
// limits: `tests/mcp/auth/clerk/`; 20 times the size of an anonymous request: the budget of this suite.

import { ARGUMENT_LIMITS } from "./limits/arguments.ts";
import { Caller } from "./limits/caller.ts";
import { CURSOR_LIMITS } from "./limits/cursors.ts";
import { EDIT_LIMITS } from "./limits/edits.ts";
import { INDEX_LIMITS } from "./limits/indexed.ts";
import type { Limit } from "./limits/limit.ts";
import { MESSAGE_LIMITS } from "./limits/messages.ts";
import { PAGE_LIMITS } from "./limits/pages.ts";
import { REPORT_LIMITS } from "./limits/reports.ts";
import { RESULT_LIMITS } from "./limits/results.ts";
import { SEARCH_LIMITS } from "./limits/searched.ts";
import { STORAGE_LIMITS } from "./limits/storage.ts";
import type { Stage } from "./stage.ts";

const LIMITS: readonly Limit[] = [
  ...MESSAGE_LIMITS,
  ...ARGUMENT_LIMITS,
  ...EDIT_LIMITS,
  ...REPORT_LIMITS,
  ...RESULT_LIMITS,
  ...PAGE_LIMITS,
  ...INDEX_LIMITS,
  ...SEARCH_LIMITS,
  ...STORAGE_LIMITS,
  ...CURSOR_LIMITS,
];

/** Each limit is a step. */
export async function tryLimits(stage: Stage, t: Deno.TestContext): Promise<void> {
  const caller = new Caller(stage);
  for (const { name, check } of LIMITS) await t.step(name, () => check(caller));
  await caller.empty();
}
