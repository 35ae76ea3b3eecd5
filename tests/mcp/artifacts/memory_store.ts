// Libraries in memory, for tests: the model of what a store promises, without a database.

import { DEFAULT_QUOTA, type Quota } from "../../../supabase/functions/mcp/artifacts/limits.ts";
import type { ChunkRange } from "../../../supabase/functions/mcp/artifacts/chunk.ts";
import type {
  ArtifactStore,
  SharedArtifact,
  SharedArtifacts,
} from "../../../supabase/functions/mcp/artifacts/store.ts";
import type { UserId } from "../../../supabase/functions/mcp/auth/user_id.ts";
import { type Immediate, libraryOf } from "./memory_library.ts";
import { artifactOf, cut, type Row } from "./memory_rows.ts";

/** The artifacts of all users, and the artifacts open to all users. */
interface MemoryLibrary {
  /** @param quota default: the one that all were made with */
  artifactsOf(owner: UserId, quota?: Quota): ArtifactStore;
  shared: SharedArtifacts;
}

/**
 * One map for all users, as one table is shared: what keeps people apart is the code under test.
 * @param now milliseconds since the epoch
 */
export function createMemoryLibrary(
  { now = Date.now, quota: usual = DEFAULT_QUOTA }: { now?: () => number; quota?: Quota } = {},
): MemoryLibrary {
  const rows = new Map<string, Row>();
  return {
    artifactsOf: (owner, quota = usual) => promised(libraryOf(owner, { rows, now, quota })),
    shared: promised<SharedArtifacts>({
      open: (share, range) => openShare([...rows.values()], share, range, now()),
    }),
  };
}

/** The artifacts of all users, for tests that open no share. */
export function createMemoryArtifacts(
  now: () => number = Date.now,
): (owner: UserId) => ArtifactStore {
  return createMemoryLibrary({ now }).artifactsOf;
}

function openShare(
  rows: Row[],
  share: string,
  range: ChunkRange,
  time: number,
): SharedArtifact | undefined {
  const row = rows.find(({ shares }) => (shares.get(share) ?? 0) > time);
  if (!row) return undefined;
  const { title, kind, language, size, version, updated_at, content } = artifactOf(
    row,
    row.versions.length,
  );
  return cut({ title, kind, language, size, version, updated_at, content }, range);
}

// Cloned both ways, so that no caller holds a row.
function promised<Port extends object>(immediate: Immediate<Port>): Port {
  const methods = Object.entries<(...args: unknown[]) => unknown>(immediate);
  return Object.fromEntries(methods.map(([name, method]) => [
    name,
    (...args: unknown[]) =>
      new Promise((resolve) => resolve(structuredClone(method(...structuredClone(args))))),
  ])) as Port;
}
