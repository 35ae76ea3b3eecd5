// Pages of what the in-memory library keeps: artifacts, versions of one, everything.

import type { ExportCursor } from "../../../supabase/functions/mcp/artifacts/cursor.ts";
import type {
  ArtifactPage,
  ArtifactQuery,
  ArtifactStore,
  ExportPage,
  VersionPage,
} from "../../../supabase/functions/mcp/artifacts/store.ts";
import { artifactOf, cut, fits, newestFirst, type Row, summaryOf } from "./memory_rows.ts";

/** Versions on a page of an export, however small they are. */
const MAX_EXPORTED = 100;

/** Artifacts, the newest first. */
export function listPage(rows: Row[], { limit, after, ...filter }: ArtifactQuery): ArtifactPage {
  const found = rows.filter((row) => fits(row, filter)).sort(newestFirst)
    .filter((row) => after === undefined || newestFirst(after, row) < 0);
  const artifacts = found.slice(0, limit).map(summaryOf);
  const last = artifacts.at(-1);
  if (found.length <= limit || !last) return { artifacts };
  return { artifacts, next: { created_at: last.created_at, id: last.id } };
}

/** Versions of one artifact, the newest first. */
export function historyPage(
  { versions }: Row,
  { limit, before = Infinity }: Parameters<ArtifactStore["history"]>[1],
): VersionPage {
  const found = versions
    .map(({ content: _content, updated_at, ...fields }, at) => (
      { ...fields, version: at + 1, created_at: updated_at }
    ))
    .filter(({ version }) => version < before).reverse();
  const page = found.slice(0, limit);
  return { versions: page, ...(found.length > limit && { next: page.at(-1)?.version }) };
}

/** Every version of everything, in the order of ids and versions. */
export function exportPage(rows: Row[], bytes: number, after?: ExportCursor): ExportPage {
  const waiting = rows.sort((a, b) => a.id < b.id ? -1 : 1)
    .flatMap((row) => row.versions.map((_, at) => artifactOf(row, at + 1)))
    .filter(({ id, version }) =>
      !after || id > after.id || (id === after.id && version > after.version)
    );
  const [first, ...others] = waiting;
  if (!first) return { versions: [] };
  const isContinued = after?.id === first.id && after.version === first.version - 1;
  const chunk = cut(first, { offset: isContinued ? after.offset : 0, limit: bytes });
  if (chunk.next_offset !== undefined) {
    const next = { id: first.id, version: first.version - 1, offset: chunk.next_offset };
    return { versions: [chunk], next };
  }
  const versions: ExportPage["versions"] = [chunk.offset === 0 ? first : chunk];
  let { size } = first;
  for (const version of others.slice(0, MAX_EXPORTED - 1)) {
    size += version.size;
    if (size > bytes) break;
    versions.push(version);
  }
  const last = versions.at(-1);
  if (versions.length === waiting.length || !last) return { versions };
  return { versions, next: { id: last.id, version: last.version, offset: 0 } };
}
