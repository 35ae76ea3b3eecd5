// What every store must do, for any storage of rows: the cases that each of them is run against.

import { DEFAULT_QUOTA, type Quota } from "../../../supabase/functions/mcp/artifacts/limits.ts";
import type {
  ArtifactStore,
  SharedArtifacts,
} from "../../../supabase/functions/mcp/artifacts/store.ts";
import type { UserId } from "../../../supabase/functions/mcp/auth/user_id.ts";
import { userId } from "../in_process.ts";
import { NOON, type StoreCase, type StoreCases } from "./store_case.ts";
import { CONCURRENCY_CASES } from "./store_concurrency_cases.ts";
import { EDITING_CASES } from "./store_editing_cases.ts";
import { EXCERPT_CASES } from "./store_excerpt_cases.ts";
import { EXPORT_CASES } from "./store_export_cases.ts";
import { HISTORY_CASES } from "./store_history_cases.ts";
import { ISOLATION_CASES } from "./store_isolation_cases.ts";
import { PAGING_CASES } from "./store_paging_cases.ts";
import { QUOTA_CASES } from "./store_quota_cases.ts";
import { REPETITION_CASES } from "./store_repetition_cases.ts";
import { RESTORING_CASES } from "./store_restoring_cases.ts";
import { ROUND_TRIP_CASES } from "./store_round_trip_cases.ts";
import { SEARCH_CASES } from "./store_search_cases.ts";
import { SHARE_CASES } from "./store_share_cases.ts";
import { TRASH_CASES } from "./store_trash_cases.ts";
import { UPDATE_CASES } from "./store_update_cases.ts";

export { draft, titlesOf } from "./store_case.ts";

/** A store under test, shared by all cases. */
export interface StoreUnderTest {
  /** @param quota default: {@link DEFAULT_QUOTA} */
  artifactsOf(owner: UserId, quota?: Quota): ArtifactStore;
  shared: SharedArtifacts;
  /** From now on rows are created at this time, in milliseconds since the epoch. */
  setClock(time: number): Promise<void>;
  /** Cases of what only this store does, by its nature. */
  ownCases?: StoreCases;
  stop(): Promise<void>;
}

const THEMES = {
  limits: { ...REPETITION_CASES, ...QUOTA_CASES, ...CONCURRENCY_CASES },
  paging: { ...PAGING_CASES, ...EXPORT_CASES },
  reading: { ...SEARCH_CASES, ...EXCERPT_CASES, ...SHARE_CASES, ...ISOLATION_CASES },
  versions: { ...UPDATE_CASES, ...HISTORY_CASES, ...RESTORING_CASES, ...TRASH_CASES },
  writing: { ...ROUND_TRIP_CASES, ...EDITING_CASES },
} satisfies Record<string, StoreCases>;

/** A part of the cases that runs alone; `own` = the cases of what only one store does. */
type Theme = keyof typeof THEMES | "own";

/** All themes: together they hold every case. */
export const ALL_THEMES = [...Object.keys(THEMES), "own"] as Theme[];

/** Registers a test of the store with one step a case. @param themes default: every case */
export function storeCases(
  name: string,
  connect: () => Promise<StoreUnderTest>,
  themes: readonly Theme[] = ALL_THEMES,
): void {
  const about = themes === ALL_THEMES ? "" : `: ${themes.join(", ")}`;
  Deno.test(`${name} keeps the promises of an ArtifactStore${about}`, async (test) => {
    const { artifactsOf, shared, setClock, ownCases = {}, stop } = await connect();
    const cases = themes.flatMap((theme) =>
      Object.entries<StoreCase>(theme === "own" ? ownCases : THEMES[theme])
    );
    try {
      for (const [at, [sentence, run]] of cases.entries()) {
        const owner = userId(`owner${at}`);
        const context = {
          stranger: artifactsOf(userId(`stranger${at}`)),
          within: (quota: Partial<Quota>) => artifactsOf(owner, { ...DEFAULT_QUOTA, ...quota }),
          shared,
          setClock,
        };
        await setClock(NOON);
        const fn = () => run(artifactsOf(owner), context);
        // PGlite sets an exit code of its own, which it takes back when it is closed.
        await test.step({ name: sentence, fn, sanitizeExit: false });
      }
    } finally {
      await stop();
    }
  });
}
