// Tables as they will be: many people's artifacts, half of them one person's, with versions, shares and
// a trash.

import type postgres from "postgres";

export const ROWS = 20_000;
/** Owns half of all artifacts; of the other half, 100 people own as many each. */
export const KEEPER = "keeper";
export const OWNERS = [KEEPER, "7"];
// It belongs to the second of them; both have thousands of rows, or a hundred, before it.
export const MIDDLE = { number: 10_007, created_at: "2026-01-07T22:47:00.000Z" };

const FILL = `
  insert into artifacts (id, user_id, title, kind, content, created_at, deleted_at)
  select ('00000000-0000-4000-8000-' || lpad(i::text, 12, '0'))::uuid,
    case when i % 2 = 0 then 'user_${KEEPER}' else 'user_' || i % 200 end,
    'Number ' || i, 'text',
    'common ' || case when i % 1000 in (6, 7) then 'seldom ' else '' end || repeat('x', 1000),
    timestamptz '2026-01-01Z' + i * interval '1 minute', case when i % 100 = 50 then now() end
  from generate_series(1, ${ROWS}) as i;

  insert into library.artifact_versions
    (user_id, artifact_id, version, title, tags, content, size, created_at)
  select user_id, id, 1, title, '{}', 'older', 5, created_at from artifacts;
  update artifacts set version = 2;

  insert into library.artifact_shares (hash, user_id, artifact_id, expires_at)
  select encode(sha256(title::bytea), 'hex'), user_id, id, now() + interval '1 day'
  from artifacts where deleted_at is null;

  -- Most people have nothing any more.
  insert into libraries (user_id) select 'user_former' || i from generate_series(1, ${ROWS}) as i;
  insert into library.closed_accounts (user_hash, user_id, banned_at)
  select library.user_hash('user_banned' || i), 'user_banned' || i, now() from generate_series(1, ${ROWS}) as i;`;

/** Fills the tables and has them counted. */
export async function fill(sql: postgres.Sql): Promise<void> {
  await sql.unsafe(FILL);
  await sql.unsafe(
    "vacuum analyze artifacts, libraries, library.content_words, library.artifact_versions, library.artifact_shares, " +
      "library.closed_accounts",
  );
}

export function idOf(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
}
