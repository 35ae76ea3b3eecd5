// The interface of the store, for tools and resources. Knows no user id and no database.

import type { Artifact, ArtifactDraft, ArtifactFields, ArtifactSummary, Kind } from "./artifact.ts";
import type { ExportCursor, ListCursor } from "./cursor.ts";
import type { ChunkPosition, ChunkRange } from "./chunk.ts";

/** The saved artifact, or the artifact that an earlier call with the same idempotency key saved. */
export interface Created {
  artifact: ArtifactSummary;
  /** `no`: this call saved the artifact. `same`, `other`: an earlier call did, with the same or with other fields. */
  replayed: "no" | "same" | "other";
}

export interface ArtifactFilter {
  kind?: Kind | undefined;
  tag?: string | undefined;
  /** Only artifacts in the trash; default: only live ones. */
  trashed?: boolean | undefined;
}

/** One page of a list. `after` is `next` of the previous page; absent for the first page. */
export interface ArtifactQuery extends ArtifactFilter {
  limit: number;
  after?: ListCursor | undefined;
}

/** Newest first. `next` continues with the following page, if there is one. */
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

/** `excerpt`: the text around the matches, with each match between `**`. */
export type FoundArtifact = ArtifactSummary & { excerpt: string };

/** Best matches first. */
export interface FoundPage {
  artifacts: FoundArtifact[];
  /** `skip` of the next page, if there is one. */
  next?: number | undefined;
}

/** Replaces the text `find`, which must occur exactly once. */
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
  /** When this version was saved. */
  & { created_at: string };

/** Newest first. */
export interface VersionPage {
  versions: ArtifactVersion[];
  /** `before` of the next page, if there is one. */
  next?: number | undefined;
}

/** A whole version. For a version larger than a page: one chunk of it, with the chunk's position. */
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

/** A shared artifact with a chunk of its content, and without its owner. */
export type SharedArtifact =
  & Pick<Artifact, "title" | "kind" | "language" | "size" | "version" | "updated_at" | "content">
  & ChunkPosition;

/**
 * One user's artifacts. The store is bound to the user, and no method takes a user id: tools cannot reach artifacts of
 * other users. Each method makes one database request (an update with edits makes two). Rejected calls change nothing
 * and throw `StoreRejectedError`.
 */
export interface ArtifactStore {
  /** Saves a new artifact as version 1. If the key was used within 24 hours, returns the artifact saved then. */
  create(draft: ArtifactDraft, idempotencyKey?: string): Promise<Created>;
  /** Lists artifacts without their contents. */
  list(query: ArtifactQuery): Promise<ArtifactPage>;
  search(search: ArtifactSearch): Promise<FoundPage>;
  /** Returns the artifact with its whole content. Default: the latest version. */
  read(id: string, version?: number): Promise<Artifact>;
  /** Returns the artifact with one chunk of its content. The chunk has at least one character. */
  readChunk(id: string, range: ChunkRange, version?: number): Promise<Artifact & ChunkPosition>;
  /** Saves a new version if a field differs. Rejects the call if `expected` is not the current version. */
  update(id: string, expected: number, changes: ArtifactChanges): Promise<ArtifactSummary>;
  /** Lists the versions before version `before`. Default: all versions. */
  history(id: string, page: { limit: number; before?: number | undefined }): Promise<VersionPage>;
  /** Takes the artifact out of the trash. With a version, also saves that version again as the newest. */
  restore(id: string, version?: number): Promise<ArtifactSummary>;
  /** Moves the artifact to the trash and revokes all of its shares. */
  trash(id: string): Promise<ArtifactSummary>;
  /** Permanently deletes an artifact in the trash. */
  destroy(id: string): Promise<void>;
  /** @returns a share: anyone who holds the share can read the artifact until `expires_at` */
  share(id: string, days: number): Promise<{ share: string; expires_at: string }>;
  /** Revokes all shares. @returns their number */
  unshare(id: string): Promise<number>;
  /** Returns versions after position `after` with at most `bytes` bytes of content, at least one version or chunk. */
  export(bytes: number, after?: ExportCursor): Promise<ExportPage>;
  usage(): Promise<Usage>;
}

/** Shared artifacts, for anyone who holds a share. */
export interface SharedArtifacts {
  /** @returns `undefined` for unknown, malformed, expired and revoked shares */
  open(share: string, range: ChunkRange): Promise<SharedArtifact | undefined>;
}
