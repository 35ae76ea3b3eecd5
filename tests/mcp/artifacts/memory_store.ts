// An in-memory ArtifactStore for tests: the port's promises, no database.

import {
  type Artifact,
  type ArtifactStore,
  ArtifactSummary,
  byteLength,
} from "../../../supabase/functions/mcp/artifacts/artifact.ts";
import type { UserId } from "../../../supabase/functions/mcp/auth/user_id.ts";

type Owned = Artifact & { owner: UserId };

/** One shared map, as one table is shared; `now` is milliseconds since the epoch. */
export function createMemoryArtifacts(
  now: () => number = Date.now,
): (owner: UserId) => ArtifactStore {
  const rows = new Map<string, Owned>();
  const summaryOf = ({ owner: _owner, content: _content, ...summary }: Owned) =>
    ArtifactSummary.parse(summary);

  return (owner) => ({
    create(draft) {
      const created_at = new Date(now()).toISOString();
      const id = crypto.randomUUID();
      const size = byteLength(draft.content);
      const row = { ...draft, id, size, version: 1, created_at, updated_at: created_at, owner };
      rows.set(id, row);
      return Promise.resolve(summaryOf(row));
    },

    list({ limit, after, kind, tag }) {
      const key = (row: { created_at: string; id: string }) => `${row.created_at} ${row.id}`;
      const found = [...rows.values()]
        .filter((row) => row.owner === owner)
        .filter((row) => !kind || row.kind === kind)
        .filter((row) => !tag || row.tags.includes(tag))
        .filter((row) => !after || key(row) < key(after))
        .sort((a, b) => key(a) < key(b) ? 1 : -1);
      const artifacts = found.slice(0, limit).map(summaryOf);
      const last = artifacts.at(-1);
      if (found.length <= limit || !last) return Promise.resolve({ artifacts });
      const { created_at, id } = last;
      return Promise.resolve({ artifacts, next: { created_at, id } });
    },

    find(id) {
      const row = rows.get(id.toLowerCase());
      if (row?.owner !== owner) return Promise.resolve(undefined);
      const { owner: _, ...artifact } = row;
      return Promise.resolve(artifact);
    },
  });
}
