// The store interface for tools and resources, independent of users and databases.

import type { Artifact, ArtifactDraft, ArtifactFields, ArtifactSummary, Kind } from "./artifact.ts";
import type { ExportCursor, ListCursor } from "./cursor.ts";
import type { ChunkPosition, ChunkRange } from "./chunk.ts";

/** A new artifact, or the one created earlier with the same idempotency key. */
export interface Created {
  artifact: ArtifactSummary;
  /** `no`: a new artifact. Otherwise an earlier call used the key, with the `same` fields or with `other` ones. */
  replayed: "no" | "same" | "other";
}

export interface ArtifactFilter {
  kind?: Kind | undefined;
  tag?: string | undefined;
  /** Only artifacts in the trash; default: only live ones. */
  trashed?: boolean | undefined;
}

/** `after` continues a listing after that position. */
export interface ArtifactQuery extends ArtifactFilter {
  limit: number;
  after?: ListCursor | undefined;
}

/** One page, newest first; `next` is the cursor of the following page. */
export interface ArtifactPage {
  artifacts: ArtifactSummary[];
  next?: ListCursor | undefined;
}

/** `query` supports words, "phrases in quotes", alternatives with `or`, and `-exclusions`. */
export interface ArtifactSearch extends ArtifactFilter {
  query: string;
  limit: number;
  /** Number of results on earlier pages. */
  skip: number;
}

/** `excerpt` holds text around the matches, each between `**`. */
export type FoundArtifact = ArtifactSummary & { excerpt: string };

/** Best matches first. */
export interface FoundPage {
  artifacts: FoundArtifact[];
  /** `skip` of the next page, if there is one. */
  next?: number | undefined;
}

/** Replaces `find`, which must occur exactly once. */
export interface Edit {
  find: string;
  replace: string;
}

/** Absent fields stay unchanged. An empty string removes an optional field. */
export type ArtifactChanges =
  & { [Name in keyof ArtifactFields]?: NonNullable<ArtifactFields[Name]> | undefined }
  & {
    content?: string | undefined;
    /** Each edit applies to the result of the previous one. */
    edits?: Edit[] | undefined;
  };

/** One version of an artifact, without its content. */
type ArtifactVersion =
  & ArtifactFields
  & Pick<ArtifactSummary, "version" | "size">
  /** Creation of this version. */
  & { created_at: string };

/** Newest first. */
export interface VersionPage {
  versions: ArtifactVersion[];
  /** The following page begins before this version. */
  next?: number | undefined;
}

/** A whole version, or a chunk of a version that is larger than its page. */
export type ExportedVersion =
  & Artifact
  & { [Field in keyof ChunkPosition]?: ChunkPosition[Field] | undefined };

/** Ordered by id and version. */
export interface ExportPage {
  versions: ExportedVersion[];
  next?: ExportCursor | undefined;
}

/** A user's storage, including old versions and the trash. */
export interface Usage {
  artifacts: number;
  bytes: number;
}

/** A chunk of a shared artifact. It does not reveal the owner. */
export type SharedArtifact =
  & Pick<Artifact, "title" | "kind" | "language" | "size" | "version" | "updated_at" | "content">
  & ChunkPosition;

/**
 * One user's artifacts. The store is bound to the user, and no method takes a user id: tools cannot reach artifacts of
 * other users. Each method makes one database request (an update with edits makes two). Rejected calls change nothing
 * and throw `StoreRejectedError`.
 */
export interface ArtifactStore {
  /** Stores a new artifact as version 1. Returns the earlier artifact if the key was used within 24 hours. */
  create(draft: ArtifactDraft, idempotencyKey?: string): Promise<Created>;
  /** Lists without loading contents. */
  list(query: ArtifactQuery): Promise<ArtifactPage>;
  search(search: ArtifactSearch): Promise<FoundPage>;
  /** The artifact with its whole content; default: the latest version. */
  read(id: string, version?: number): Promise<Artifact>;
  /** The artifact with one chunk of its content, of at least one character. */
  readChunk(id: string, range: ChunkRange, version?: number): Promise<Artifact & ChunkPosition>;
  /** Creates a new version if `expected` is the current version and a field differs. */
  update(id: string, expected: number, changes: ArtifactChanges): Promise<ArtifactSummary>;
  /** The versions before `before`; default: all. */
  history(id: string, page: { limit: number; before?: number | undefined }): Promise<VersionPage>;
  /** Makes an old version the newest; without a version, restores the artifact from the trash. */
  restore(id: string, version?: number): Promise<ArtifactSummary>;
  /** Moves the artifact to the trash and revokes all shares. */
  trash(id: string): Promise<ArtifactSummary>;
  /** Permanently deletes an artifact in the trash. */
  destroy(id: string): Promise<void>;
  /** @returns a share, which grants its holders read access until `expires_at` */
  share(id: string, days: number): Promise<{ share: string; expires_at: string }>;
  /** Revokes all shares. @returns their number */
  unshare(id: string): Promise<number>;
  /** One page of versions after `after`, up to `bytes` of content; at least one version or a chunk of it. */
  export(bytes: number, after?: ExportCursor): Promise<ExportPage>;
  usage(): Promise<Usage>;
}

/** Access for share holders. */
export interface SharedArtifacts {
  /** @returns `undefined` for unknown, malformed, expired and revoked shares */
  open(share: string, range: ChunkRange): Promise<SharedArtifact | undefined>;
}
