// Whose artifacts are listed, and what they are: all users have the same ones.

/** One for each connection: this server makes few calls of one user at a time. */
export const USERS = Array.from(
  "ABCDEFGHIJKLMNOP",
  (last) => `user_0123456789ABCDEFGHIJKLMNOP${last}`,
);
/** Requested page size. PostgREST returns no more rows, so there is no next page. */
export const LIMIT = 5;

/** As PostgREST prints them. */
export const ROWS = Array.from({ length: LIMIT }, (_, index) => ({
  id: `00000000-0000-4000-8000-00000000000${index}`,
  title: `Notes of day ${index}`,
  kind: "markdown",
  language: null,
  tags: ["notes", "travel"],
  size: 1234,
  version: 1,
  created_at: `2026-11-23T08:38:37.58${9 - index}+00:00`,
  updated_at: `2026-11-23T08:38:37.58${9 - index}+00:00`,
  deleted_at: null,
}));
