// What every ArtifactStore must do, whatever keeps the rows: the cases each of them is run against.

import assert from "node:assert/strict";
import type {
  ArtifactDraft,
  ArtifactQuery,
  ArtifactStore,
  ArtifactSummary,
} from "../../../supabase/functions/mcp/artifacts/artifact.ts";
import type { UserId } from "../../../supabase/functions/mcp/auth/user_id.ts";
import { userId } from "../in_process.ts";
import { PAGING_CASES } from "./store_paging_cases.ts";
import { ROUND_TRIP_CASES } from "./store_round_trip_cases.ts";

/** A store under test, shared by all cases. */
export interface StoreUnderTest {
  artifactsOf(owner: UserId): ArtifactStore;
  /** From now on rows are created at this time, in milliseconds since the epoch. */
  setClock(time: number): Promise<void>;
  stop(): Promise<void>;
}

/** One case; `store` belongs to a person whom no other case uses. */
export type StoreCase = (
  store: ArtifactStore,
  context: { stranger: ArtifactStore; setClock: StoreUnderTest["setClock"] },
) => Promise<void>;

/** Any time, for cases that do not care. */
export const NOON = Date.UTC(2026, 10, 23, 12);

/** A draft with what matters to the case. */
export function draft(parts: Partial<ArtifactDraft> = {}): ArtifactDraft {
  return { title: "Title", kind: "text", content: "content", language: null, tags: [], ...parts };
}

/** Titles of all pages, following `next` to the end; never more than 50 pages. */
export async function titlesOfPages(
  store: ArtifactStore,
  query: ArtifactQuery,
  betweenPages: () => Promise<unknown> = () => Promise.resolve(),
): Promise<string[][]> {
  const pages: string[][] = [];
  let after = query.after;
  do {
    const page = await store.list({ ...query, after });
    pages.push(titlesOf(page.artifacts));
    after = page.next;
    await betweenPages();
  } while (after && pages.length < 50);
  return pages;
}

/** Titles, in the order of the artifacts. */
export function titlesOf(artifacts: ArtifactSummary[]): string[] {
  return artifacts.map(({ title }) => title);
}

const ISOLATION_CASES: Record<string, StoreCase> = {
  "another person's artifacts are neither listed nor found": async (store, { stranger }) => {
    const { id } = await store.create(draft({ tags: ["t"] }));
    const theirs = await stranger.create(draft({ title: "Theirs", tags: ["t"] }));
    assert.equal(await stranger.find(id), undefined);
    for (const filter of [{}, { kind: "text" }, { tag: "t" }] as const) {
      const { artifacts } = await stranger.list({ limit: 100, ...filter });
      assert.deepEqual(titlesOf(artifacts), ["Theirs"]);
    }
    assert.equal((await store.find(id))?.id, id);
    assert.equal(await store.find(theirs.id), undefined);
  },

  "a place in somebody else's listing opens nothing of theirs": async (store, { stranger }) => {
    await store.create(draft({ title: "Older" }));
    const { created_at, id } = await store.create(draft({ title: "Newer" }));
    const page = await stranger.list({ limit: 10, after: { created_at, id } });
    assert.deepEqual(page, { artifacts: [] });
  },
};

/** Registers a test of the store with one step a case. */
export function storeCases(name: string, connect: () => Promise<StoreUnderTest>): void {
  Deno.test(`${name} keeps the promises of an ArtifactStore`, async (test) => {
    const { artifactsOf, setClock, stop } = await connect();
    const cases = { ...ROUND_TRIP_CASES, ...PAGING_CASES, ...ISOLATION_CASES };
    try {
      for (const [index, [sentence, run]] of Object.entries(cases).entries()) {
        const store = artifactsOf(userId(`owner${index}`));
        const stranger = artifactsOf(userId(`stranger${index}`));
        await setClock(NOON);
        const fn = () => run(store, { stranger, setClock });
        // PGlite sets an exit code of its own, which it takes back when it is closed.
        await test.step({ name: sentence, fn, sanitizeExit: false });
      }
    } finally {
      await stop();
    }
  });
}
