// Keeps artifacts in the project's Postgres. The secret key reaches everybody's rows, so every request
// here names the owner.

import type { UserId } from "../auth/user_id.ts";
import type { Charge } from "../budget/call_budget.ts";
import type { ArtifactSummary, Quota } from "./artifact.ts";
import { type Connection, dataOf } from "./data_api.ts";
import { listArtifacts, readArtifact } from "./listing.ts";
import * as rows from "./rows.ts";
import { hashShareId, mintShareId } from "./share_id.ts";
import type { ArtifactStore, SharedArtifacts } from "./store.ts";

/** Shares of one artifact at a time. */
const MAX_SHARES = 10;

/** @returns what binds a store to the owner, as minted by a verified token */
export function artifactsIn(database: Connection, quota: Quota): (owner: UserId) => ArtifactStore {
  const limits = { max_bytes: quota.bytes };
  return (owner) => ({
    async create(draft, idempotency_key) {
      const { language, ...words } = draft;
      const answer = await database.call("create_artifact", {
        ...{ owner, ...words, ...limits, max_artifacts: quota.artifacts },
        ...(language !== null && { language }),
        ...(idempotency_key !== undefined && { idempotency_key }),
      });
      return rows.CreatedAnswer.parse(answer);
    },

    list: (query) => listArtifacts(database, owner, query),

    async search({ query, limit, skip, kind, tag, trashed }) {
      const filter = { kind, tag, trashed };
      const page = { query, skip, at_most: limit + 1 };
      const answer = await database.call("search_artifacts", { owner, ...page, ...filter });
      const { artifacts } = rows.FoundAnswer.parse(answer);
      const next = artifacts.length > limit ? { next: skip + limit } : {};
      return { artifacts: artifacts.slice(0, limit), ...next };
    },

    async read(id, version) {
      if (version === undefined) return await readArtifact(database, owner, id);
      const args = { owner, artifact: id, of_version: version };
      return rows.ReadAnswer.parse(await database.call("read_version", args)).artifact;
    },

    async update(id, expected_version, { edits, ...changes }) {
      const args = { owner, artifact: id, expected_version, ...limits, ...changes };
      const json = edits?.map(({ find, replace }) => ({ find, replace }));
      return saved(await database.call("update_artifact", { ...args, edits: json }));
    },

    async history(id, { limit, before }) {
      const args = { owner, artifact: id, at_most: limit + 1, before };
      const answer = rows.HistoryAnswer.parse(await database.call("list_versions", args));
      const versions = answer.versions.slice(0, limit);
      const next = answer.versions.length > limit ? { next: versions.at(-1)?.version } : {};
      return { versions, ...next };
    },

    async restore(id, to_version) {
      const args = { owner, artifact: id, to_version, ...limits };
      return saved(await database.call("restore_artifact", args));
    },

    async trash(id) {
      return saved(await database.call("delete_artifact", { owner, artifact: id }));
    },

    async destroy(id) {
      const args = { owner, artifact: id, forever: true };
      rows.Destroyed.parse(await database.call("delete_artifact", args));
    },

    async share(id, expires_in_days) {
      const share = mintShareId();
      const hash = await hashShareId(share) ?? "";
      const args = { owner, artifact: id, hash, expires_in_days, max_shares: MAX_SHARES };
      const { expires_at } = rows.SharedAnswer.parse(await database.call("share_artifact", args));
      return { share, expires_at };
    },

    async unshare(id) {
      const answer = await database.call("unshare_artifact", { owner, artifact: id });
      return rows.RevokedAnswer.parse(answer).revoked;
    },

    async export(max_size, after) {
      const place = { after_id: after?.id, after_version: after?.version };
      const answer = await database.call("export_artifacts", { owner, max_size, ...place });
      const { versions, more } = rows.ExportAnswer.parse(answer);
      const last = versions.at(-1);
      return { versions, ...(more && last && { next: { id: last.id, version: last.version } }) };
    },

    async usage() {
      const library = database.libraries.select("artifacts,bytes").eq("user_id", owner);
      const [usage] = rows.UsageRows.parse(await dataOf(library));
      return usage ?? { artifacts: 0, bytes: 0 };
    },
  });
}

/** @returns what is open to everybody who has a share */
export function sharedIn(database: Connection): SharedArtifacts {
  return {
    async open(share) {
      const hash = await hashShareId(share);
      if (hash === undefined) return undefined;
      const answer = await database.call("open_share", { hash });
      return rows.OpenAnswer.parse(answer).artifact ?? undefined;
    },
  };
}

/**
 * @param perMinute calls that a person's bucket holds, and that flow in in a minute
 * @returns what takes calls out of it
 */
export function chargesIn(database: Connection, perMinute: number): Charge {
  return async (owner, calls) => {
    const args = { owner, calls, per_minute: perMinute };
    return rows.ChargedAnswer.parse(await database.call("charge_calls", args)).wait_ms;
  };
}

function saved(answer: unknown): ArtifactSummary {
  return rows.Saved.parse(answer).artifact;
}
