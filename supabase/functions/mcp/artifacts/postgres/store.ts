// The artifact store in the project's Postgres. The secret key can read the rows of all users: every request names the
// owner.

import type { UserId } from "../../auth/user_id.ts";
import type { Artifact, ArtifactSummary } from "../artifact.ts";
import type { Quota } from "../limits.ts";
import { cursorBehind } from "../cursor.ts";
import { chunkArguments, filterArguments, newValues } from "./arguments.ts";
import { type Connection, dataOf, isTimeLimit } from "./data_api.ts";
import { applyEdits } from "../edits.ts";
import { createSerialQueue } from "../../async/serial_queue.ts";
import { StoreRejectedError } from "../refusal.ts";
import * as rows from "./rows.ts";
import { hashShareId, mintShareId } from "../share_id.ts";
import type { ArtifactStore } from "../store.ts";

/** Valid shares of one artifact. */
const MAX_SHARES = 10;

/**
 * @param projectBytes limit in bytes on disk for all users together; absent = no limit
 * @returns a function that binds a store to its owner
 */
export function artifactsIn(
  database: Connection,
  quota: Quota,
  projectBytes?: number,
): (owner: UserId) => ArtifactStore {
  const limits = { max_bytes: quota.bytes, max_project_bytes: projectBytes };
  const inOrder = createSerialQueue();
  const changeOf = (owner: UserId): Connection["call"] => (name, args) =>
    inOrder(owner, () => database.call(name, args));
  return (owner) => ({
    async create(draft, idempotency_key) {
      const answer = await changeOf(owner)("create_artifact", {
        owner,
        ...newValues({ ...draft, idempotency_key }),
        ...limits,
        max_artifacts: quota.artifacts,
      });
      return rows.CreatedAnswer.parse(answer);
    },

    async list({ limit, after, ...filter }) {
      const page = { at_most: limit + 1, after_time: after?.created_at, after_id: after?.id };
      const args = { owner, ...page, ...filterArguments(filter) };
      const { artifacts } = rows.ListedAnswer.parse(await database.call("list_artifacts", args));
      const last = artifacts.length > limit ? artifacts[limit - 1] : undefined;
      const next = last && { next: { created_at: last.created_at, id: last.id } };
      return { artifacts: artifacts.slice(0, limit), ...next };
    },

    async search({ query, limit, skip, ...filter }) {
      const args = { owner, query, skip, at_most: limit + 1, ...filterArguments(filter) };
      const answer = await database.call("search_artifacts", args)
        .catch((error) => {
          if (!isTimeLimit(error)) throw error;
          throw new StoreRejectedError({ refusal: "search_too_slow" });
        });
      const { artifacts } = rows.FoundAnswer.parse(answer);
      const next = artifacts.length > limit ? { next: skip + limit } : {};
      return { artifacts: artifacts.slice(0, limit), ...next };
    },

    read: (id, version) => readArtifact(database, owner, id, version),

    async readChunk(id, range, of_version) {
      const args = { owner, target_id: id, of_version, ...chunkArguments(range) };
      return rows.ChunkAnswer.parse(await database.call("read_artifact", args)).artifact;
    },

    async update(id, expected_version, { edits = [], ...changes }) {
      const args = { owner, target_id: id, expected_version, ...limits, ...newValues(changes) };
      if (edits.length > 0) {
        const { version, content } = await readArtifact(database, owner, id);
        if (version !== expected_version) {
          throw new StoreRejectedError({ refusal: "version_conflict", version });
        }
        args.new_content = applyEdits(changes.content ?? content, edits);
      }
      return saved(await changeOf(owner)("update_artifact", args));
    },

    async history(id, { limit, before }) {
      const args = { owner, target_id: id, at_most: limit + 1, before_version: before };
      const answer = rows.HistoryAnswer.parse(await database.call("list_versions", args));
      const versions = answer.versions.slice(0, limit);
      const next = answer.versions.length > limit ? { next: versions.at(-1)?.version } : {};
      return { versions, ...next };
    },

    async restore(id, to_version) {
      const args = { owner, target_id: id, to_version, ...limits };
      return saved(await changeOf(owner)("restore_artifact", args));
    },

    async trash(id) {
      return saved(await changeOf(owner)("delete_artifact", { owner, target_id: id }));
    },

    async destroy(id) {
      const args = { owner, target_id: id, forever: true };
      rows.Destroyed.parse(await changeOf(owner)("delete_artifact", args));
    },

    async share(id, expires_in_days) {
      const share = mintShareId();
      const share_hash = await hashShareId(share) ?? "";
      const maxima = { max_shares: MAX_SHARES, ...limits };
      const args = { owner, target_id: id, share_hash, expires_in_days, ...maxima };
      const { expires_at } = rows.SharedAnswer.parse(await changeOf(owner)("share_artifact", args));
      return { share, expires_at };
    },

    async unshare(id) {
      const answer = await changeOf(owner)("unshare_artifact", { owner, target_id: id });
      return rows.RevokedAnswer.parse(answer).revoked;
    },

    async export(max_size, after) {
      const { id: after_id, version: after_version, offset: from_byte } = after ?? {};
      const place = { after_id, after_version, from_byte };
      const answer = await database.call("export_artifacts", { owner, max_size, ...place });
      const { versions, more } = rows.ExportAnswer.parse(answer);
      const last = versions.at(-1);
      return { versions, ...(more && last && { next: cursorBehind(last) }) };
    },

    async usage() {
      const library = database.libraries.select("artifacts,bytes,gone_bytes").eq("user_id", owner);
      const [usage] = rows.UsageRows.parse(await dataOf(library));
      return usage ?? { artifacts: 0, bytes: 0 };
    },
  });
}

async function readArtifact(
  database: Connection,
  owner: UserId,
  target_id: string,
  of_version?: number,
): Promise<Artifact> {
  const args = { owner, target_id, of_version };
  return rows.ReadAnswer.parse(await database.call("read_artifact", args)).artifact;
}

function saved(answer: unknown): ArtifactSummary {
  return rows.Saved.parse(answer).artifact;
}
