// The limits of artifacts. Imports no schemas, because each worker loads this file at start.

/** Limits of stored fields. CHECK constraints in the migrations repeat the numbers, and a test compares them. */
export const LIMITS = {
  title_characters: 200,
  description_characters: 300,
  content_bytes: 1_048_576,
  language_characters: 50,
  tags: 10,
  tag_characters: 50,
} as const;

/** Storage limits of one user, including old versions and the trash. */
export interface Quota {
  artifacts: number;
  /** Bytes on disk, indexes included. */
  bytes: number;
}

export const DEFAULT_QUOTA: Quota = { artifacts: 10_000, bytes: 100 * 1024 * 1024 };

/** Bytes on disk for all users together. Supabase's free plan has 500 MB, of which a new project uses about 30 MB. */
export const DEFAULT_PROJECT_BYTES = 400 * 1024 * 1024;

/** The maximum of PostgreSQL's type integer. */
export const MAX_INTEGER = 2_147_483_647;
