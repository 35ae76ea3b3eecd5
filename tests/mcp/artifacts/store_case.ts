// What a case of a store is, and the words that cases are written in.

import assert from "node:assert/strict";
import type {
  ArtifactDraft,
  ArtifactSummary,
} from "../../../supabase/functions/mcp/artifacts/artifact.ts";
import type { Quota } from "../../../supabase/functions/mcp/artifacts/limits.ts";
import {
  StoreRejectedError,
  type StoreRejection,
} from "../../../supabase/functions/mcp/artifacts/refusal.ts";
import type {
  ArtifactQuery,
  ArtifactStore,
  ExportedVersion,
  SharedArtifacts,
} from "../../../supabase/functions/mcp/artifacts/store.ts";

/** What a case has in addition to the store. */
export interface CaseContext {
  /** Another person's, whom no other case uses either. */
  stranger: ArtifactStore;
  /** The same person's store with this quota. */
  within(quota: Partial<Quota>): ArtifactStore;
  shared: SharedArtifacts;
  /** From now on rows are created at this time, in milliseconds since the epoch. */
  setClock(time: number): Promise<void>;
}

/** One case; `store` belongs to a person whom no other case uses. */
export type StoreCase = (store: ArtifactStore, context: CaseContext) => Promise<void>;

export type StoreCases = Record<string, StoreCase>;

/** Any time, for cases that do not care. */
export const NOON = Date.UTC(2026, 10, 23, 12);

/** A draft with what matters to the case. */
export function draft(parts: Partial<ArtifactDraft> = {}): ArtifactDraft {
  return { title: "Title", kind: "text", content: "content", language: null, tags: [], ...parts };
}

/** Creates an artifact with what matters to the case. */
export async function make(
  store: ArtifactStore,
  parts: Partial<ArtifactDraft> = {},
): Promise<ArtifactSummary> {
  return (await store.create(draft(parts))).artifact;
}

/** Creates an artifact that has had these contents, one a version. */
export async function makeVersions(
  store: ArtifactStore,
  [first = "", ...later]: string[],
): Promise<string> {
  const { id } = await make(store, { content: first });
  for (const [at, content] of later.entries()) await store.update(id, at + 1, { content });
  return id;
}

/** The call is refused for exactly this reason. */
export async function refuses(call: Promise<unknown>, why: StoreRejection): Promise<void> {
  await assert.rejects(call, (error) => {
    assert.ok(error instanceof StoreRejectedError, String(error));
    assert.deepEqual(error.why, why);
    return true;
  });
}

/** The call is refused, and everything that is kept stays exactly as it was. */
export async function refusesAndKeeps(
  store: ArtifactStore,
  call: () => Promise<unknown>,
  why: StoreRejection,
): Promise<void> {
  const before = [await store.usage(), await everything(store)];
  await refuses(call(), why);
  assert.deepEqual([await store.usage(), await everything(store)], before);
}

/** All that is kept for a person, in the order of ids and versions. */
export async function everything(store: ArtifactStore): Promise<ExportedVersion[]> {
  return (await pagesOfExport(store, 100_000_000)).flat();
}

/** The pages of an export, following `next` to the end; never more than 50. */
export async function pagesOfExport(
  store: ArtifactStore,
  bytes: number,
): Promise<ExportedVersion[][]> {
  const pages: ExportedVersion[][] = [];
  let page: Awaited<ReturnType<ArtifactStore["export"]>> | undefined;
  do {
    page = await store.export(bytes, page?.next);
    pages.push(page.versions);
  } while (page.next && pages.length < 50);
  return pages;
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
export function titlesOf(artifacts: { title: string }[]): string[] {
  return artifacts.map(({ title }) => title);
}
