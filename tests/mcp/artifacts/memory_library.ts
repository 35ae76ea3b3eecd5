// One person's artifacts in memory: each method of the port, written as briefly as possible.

import type { Artifact } from "../../../supabase/functions/mcp/artifacts/artifact.ts";
import type { Quota } from "../../../supabase/functions/mcp/artifacts/limits.ts";
import { mintShareId } from "../../../supabase/functions/mcp/artifacts/share_id.ts";
import type { ArtifactStore } from "../../../supabase/functions/mcp/artifacts/store.ts";
import type { UserId } from "../../../supabase/functions/mcp/auth/user_id.ts";
import { changed, refuseIfFull, replace } from "./memory_changes.ts";
import { exportPage, historyPage, listPage } from "./memory_pages.ts";
import * as row from "./memory_rows.ts";
import { searchRows } from "./memory_search.ts";

/** A port without the waiting. */
export type Immediate<Port> = {
  [Method in keyof Port]: Port[Method] extends (...args: infer Args) => Promise<infer Answer>
    ? (...args: Args) => Answer
    : never;
};

/** The state that all libraries share. */
interface SharedState {
  rows: Map<string, row.Row>;
  now: () => number;
  quota: Quota;
}

const DAY = 24 * 60 * 60 * 1000;
const MAX_SHARES = 10;

/** @returns the artifacts of one owner among those of all users */
export function libraryOf(
  owner: UserId,
  { rows, now, quota }: SharedState,
): Immediate<ArtifactStore> {
  const own = () => [...rows.values()].filter((each) => each.owner === owner);
  const room = () => ({ own, quota, time: now() });

  function anyRow(id: string): row.Row {
    const found = rows.get(id.toLowerCase());
    return found?.owner === owner ? found : row.refuse({ refusal: "not_found" });
  }

  function liveRow(id: string): row.Row {
    const found = anyRow(id);
    return found.deleted_at ? row.refuse({ refusal: "in_trash" }) : found;
  }

  function versionOf({ versions }: row.Row, number: number): row.Version {
    return versions[number - 1] ??
      row.refuse({ refusal: "version_not_found", version: versions.length });
  }

  function read(id: string, version?: number): Artifact {
    const found = liveRow(id);
    if (version !== undefined) versionOf(found, version);
    return row.artifactOf(found, version ?? found.versions.length);
  }

  return {
    create(draft, idempotencyKey) {
      const { kind } = draft;
      const words = row.wordsOf(draft);
      const keyed = own().find((each) => idempotencyKey && each.idempotencyKey === idempotencyKey);
      if (keyed && Date.parse(keyed.created_at) > now() - DAY) {
        const same = keyed.kind === kind && row.sameWords(keyed.versions[0], words);
        return { artifact: row.summaryOf(keyed), replayed: same ? "same" : "other" };
      }
      const first = row.versionOf(kind, words, now());
      const made: row.Row = {
        ...{ owner, id: crypto.randomUUID(), kind, created_at: first.updated_at },
        ...{ versions: [first], shares: new Map(), ...(idempotencyKey && { idempotencyKey }) },
      };
      refuseIfFull(room(), [...own(), made]);
      delete keyed?.idempotencyKey;
      rows.set(made.id, made);
      return { artifact: row.summaryOf(made), replayed: "no" };
    },

    list: (query) => listPage(own(), query),

    search: (search) => searchRows(own(), search),

    read,

    readChunk: (id, range, version) => row.cut(read(id, version), range),

    update(id, expected, changes) {
      const found = liveRow(id);
      const version = found.versions.length;
      if (version !== expected) row.refuse({ refusal: "version_conflict", version });
      replace(found, changed(versionOf(found, version), changes), room());
      return row.summaryOf(found);
    },

    history: (id, page) => historyPage(anyRow(id), page),

    restore(id, version) {
      const found = anyRow(id);
      if (version === undefined && !found.deleted_at) row.refuse({ refusal: "not_in_trash" });
      if (version !== undefined) replace(found, { ...versionOf(found, version) }, room());
      delete found.deleted_at;
      return row.summaryOf(found);
    },

    trash(id) {
      const found = anyRow(id);
      found.deleted_at ??= new Date(now()).toISOString();
      found.shares.clear();
      return row.summaryOf(found);
    },

    destroy(id) {
      if (!anyRow(id).deleted_at) row.refuse({ refusal: "not_in_trash" });
      rows.delete(id.toLowerCase());
    },

    share(id, days) {
      const { shares } = liveRow(id);
      const live = [...shares.values()].filter((expires) => expires > now());
      if (live.length >= MAX_SHARES) row.refuse({ refusal: "too_many_shares" });
      const share = mintShareId();
      const expires = now() + days * DAY;
      shares.set(share, expires);
      return { share, expires_at: new Date(expires).toISOString() };
    },

    unshare(id) {
      const { shares } = anyRow(id);
      const live = [...shares.values()].filter((expires) => expires > now());
      shares.clear();
      return live.length;
    },

    export: (bytes, after) => exportPage(own(), bytes, after),

    usage: () => row.usageOf(own()),
  };
}
