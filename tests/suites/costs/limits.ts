// A request at each limit and one a step beyond it. Limits cover each other: without one of them, all costs may stay
// below the budget. The figures are those of supabase/README.md and of the tools' schemas. They are not read from the
// server's code, so that a raised limit fails.
//
// Other suites test the limits that take many requests. Rates, speeds, memory and concurrency: `task test:callers` and
// `task test:load`. Opaque tokens: `tests/mcp/auth/clerk/`. The size of anonymous answers is part of the budget.

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
