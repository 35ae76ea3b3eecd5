// Whether the counters of libraries are the sums of their rows.

import type postgres from "postgres";

const WRONG = `
  with kept as (
    select user_id, 1 as artifacts, 0::bigint as bytes from public.artifacts
    union all select user_id, 0, bytes from library.content_words
    union all select user_id, 0, bytes from library.artifact_versions
    union all select user_id, 0, bytes from library.artifact_shares
  ), sums as (
    select user_id, sum(artifacts) as artifacts, sum(bytes) as bytes from kept group by user_id
  )
  select count(*)::integer as wrong
  from public.libraries as l full join sums as s using (user_id)
  where l.user_id is null
    or (l.artifacts, l.bytes - l.gone_bytes) <> (coalesce(s.artifacts, 0), coalesce(s.bytes, 0))`;

/** @returns how many libraries are wrong */
export async function wrongLibraries(sql: postgres.Sql): Promise<number> {
  const [row] = await sql.unsafe<{ wrong: number }[]>(WRONG);
  return row?.wrong ?? NaN;
}
