// An in-memory ArtifactStore for tests: the port's promises, no database.

import type { z } from "zod";
import {
  type Artifact,
  type ArtifactDraft,
  type ArtifactStore,
  ArtifactSummary,
  byteLength,
  Content,
  FieldRefused,
  Kind,
  Language,
  Tags,
  Title,
} from "../../../supabase/functions/mcp/artifacts/artifact.ts";
import type { Position } from "../../../supabase/functions/mcp/artifacts/cursor.ts";
import type { UserId } from "../../../supabase/functions/mcp/auth/user_id.ts";

type Row = Artifact & { owner: UserId };

/**
 * One map for everybody, as one table is shared: what keeps people apart is the code under test.
 * @param now milliseconds since the epoch
 */
export function createMemoryArtifacts(
  now: () => number = Date.now,
): (owner: UserId) => ArtifactStore {
  const rows = new Map<string, Row>();

  return (owner) => ({
    async create(draft) {
      refuseOutside(draft);
      const id = crypto.randomUUID();
      const created_at = new Date(now()).toISOString();
      const size = byteLength(draft.content);
      const row = { ...draft, id, size, version: 1, created_at, updated_at: created_at, owner };
      await Promise.resolve(rows.set(id, structuredClone(row)));
      return summaryOf(row);
    },

    list({ limit, after, kind, tag }) {
      const found = [...rows.values()]
        .filter((row) => row.owner === owner)
        .filter((row) => kind === undefined || row.kind === kind)
        .filter((row) => tag === undefined || row.tags.includes(tag))
        .sort(newestFirst)
        .filter((row) => after === undefined || newestFirst(after, row) < 0);
      const artifacts = found.slice(0, limit).map(summaryOf);
      const last = artifacts.at(-1);
      if (found.length <= limit || !last) return Promise.resolve({ artifacts });
      return Promise.resolve({ artifacts, next: { created_at: last.created_at, id: last.id } });
    },

    find(id) {
      const row = rows.get(id.toLowerCase());
      if (row?.owner !== owner) return Promise.resolve(undefined);
      const { content } = row;
      return Promise.resolve({ ...summaryOf(row), content });
    },
  });
}

const FIELDS = {
  title: Title,
  kind: Kind,
  content: Content,
  language: Language.nullable(),
  tags: Tags,
};

// As the table's checks do.
function refuseOutside(draft: ArtifactDraft): void {
  for (const [field, schema] of Object.entries(FIELDS) as [keyof ArtifactDraft, z.ZodType][]) {
    if (!schema.safeParse(draft[field]).success) throw new FieldRefused(field);
  }
}

function newestFirst(a: Position, b: Position): number {
  const [younger, older] = [Date.parse(b.created_at), Date.parse(a.created_at)];
  return younger - older || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);
}

// Parsing copies the tags, too, so that no caller holds a row.
function summaryOf({ owner: _owner, content: _content, ...summary }: Row): ArtifactSummary {
  return ArtifactSummary.parse(summary);
}
