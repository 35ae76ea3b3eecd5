// The port through which tools and resources reach artifacts. Knows neither users nor databases.

import type { Artifact, ArtifactDraft, ArtifactFields, ArtifactSummary, Kind } from "./artifact.ts";
import type { ExportCursor, ListCursor } from "./cursor.ts";
import type { ChunkPosition, ChunkRange } from "./chunk.ts";

/** What creating gives: a new artifact, or the one that the same idempotency key made before. */
export interface Created {
  artifact: ArtifactSummary;
  /** Whether nothing new was made, and if so, whether the earlier one was made of the same words. */
  replayed: "no" | "same" | "other";
}

/** Which artifacts are meant: live ones or the trash, of a kind, with a tag. */
export interface ArtifactFilter {
  kind?: Kind | undefined;
  tag?: string | undefined;
  /** Those in the trash, and no others. */
  trashed?: boolean | undefined;
}

/** Which artifacts to list; `after` continues a listing behind that position. */
export interface ArtifactQuery extends ArtifactFilter {
  limit: number;
  after?: ListCursor | undefined;
}

/** One page, newest first; `next` is where the following page starts, if there is one. */
export interface ArtifactPage {
  artifacts: ArtifactSummary[];
  next?: ListCursor | undefined;
}

/** What to search for: words, "phrases in quotes", alternatives with `or`, `-exclusions`. */
export interface ArtifactSearch extends ArtifactFilter {
  query: string;
  limit: number;
  /** How many of the best to leave out: those of earlier pages. */
  skip: number;
}

/** Some words of the content around what was searched for, that between `**`. */
export type FoundArtifact = ArtifactSummary & { excerpt: string };

/** The best matches first. */
export interface FoundPage {
  artifacts: FoundArtifact[];
  /** `skip` of the next page, if there is one. */
  next?: number | undefined;
}

/** Replaces `find`, which must be there exactly once. */
export interface Edit {
  find: string;
  replace: string;
}

/** What to change; absent fields stay, and an empty text removes a field that may be absent. */
export type ArtifactChanges =
  & { [Name in keyof ArtifactFields]?: NonNullable<ArtifactFields[Name]> | undefined }
  & {
    content?: string | undefined;
    /** Each is applied to what the one before it left. */
    edits?: Edit[] | undefined;
  };

/** One version of an artifact, without its content. */
export type ArtifactVersion =
  & ArtifactFields
  & Pick<ArtifactSummary, "version" | "size">
  /** When this version was made. */
  & { created_at: string };

/** Newest first. */
export interface VersionPage {
  versions: ArtifactVersion[];
  /** The next page has those before this version. */
  next?: number | undefined;
}

/** A version with everything that was kept of it, or a chunk of one that is larger than its page. */
export type ExportedVersion =
  & Artifact
  & { [Field in keyof ChunkPosition]?: ChunkPosition[Field] | undefined };

/** In the order of ids and versions. */
export interface ExportPage {
  versions: ExportedVersion[];
  next?: ExportCursor | undefined;
}

/** What is kept for a person, old versions and the trash included. */
export interface Usage {
  artifacts: number;
  bytes: number;
}

/** A chunk of what a share opens: nothing in it tells whose it is. */
export type SharedArtifact =
  & Pick<Artifact, "title" | "kind" | "language" | "size" | "version" | "updated_at" | "content">
  & ChunkPosition;

/**
 * One person's artifacts. Whose they are was settled when the store was made, so no method takes a
 * user: a tool cannot reach anybody else's. Each method makes one request to the database (an update with
 * edits makes two), and throws {@link Refused} when it leaves everything as it is.
 */
export interface ArtifactStore {
  /** Stores a new artifact, version 1; with the key of one made within 24 hours, gives that one. */
  create(draft: ArtifactDraft, idempotencyKey?: string): Promise<Created>;
  /** Lists without loading contents. */
  list(query: ArtifactQuery): Promise<ArtifactPage>;
  search(search: ArtifactSearch): Promise<FoundPage>;
  /** The artifact with its content, as it is or as it was in a version. */
  read(id: string, version?: number): Promise<Artifact>;
  /** The same with a chunk of its content, which holds one character at least. */
  readChunk(id: string, range: ChunkRange, version?: number): Promise<Artifact & ChunkPosition>;
  /** Makes a new version, if `expected` is the current one and something differs. */
  update(id: string, expected: number, changes: ArtifactChanges): Promise<ArtifactSummary>;
  /** The versions before a version, or all. */
  history(id: string, page: { limit: number; before?: number | undefined }): Promise<VersionPage>;
  /** Makes an old version the newest one; without a version, brings back from the trash. */
  restore(id: string, version?: number): Promise<ArtifactSummary>;
  /** Puts into the trash, and revokes every share. */
  trash(id: string): Promise<ArtifactSummary>;
  /** Removes for ever what is in the trash. */
  destroy(id: string): Promise<void>;
  /** @returns a share that opens the artifact for whoever has it, and until when */
  share(id: string, days: number): Promise<{ share: string; expires_at: string }>;
  /** Revokes every share. @returns how many there were */
  unshare(id: string): Promise<number>;
  /** As many versions as have `bytes` of content together behind a place; at least one, of which that is a chunk. */
  export(bytes: number, after?: ExportCursor): Promise<ExportPage>;
  usage(): Promise<Usage>;
}

/** What is open to everybody who has a share. */
export interface SharedArtifacts {
  /** @returns `undefined` for a share that is unknown, malformed, expired or revoked */
  open(share: string, range: ChunkRange): Promise<SharedArtifact | undefined>;
}
