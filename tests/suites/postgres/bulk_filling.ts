// Fills a project's tables with very many artifacts. Knows none of them.

import postgres from "postgres";
import type { ProjectServer } from "./project.ts";

const CONNECTIONS = 2;

// Without the index and the counting of each row, or it would take up to an hour.
const PREPARE = `
  alter table artifacts disable trigger count_artifact;
  alter table content_words disable trigger count_bytes;
  drop index artifacts_title_words;
  drop index content_words_words`;

const FINISH = `
  insert into libraries (user_id, artifacts, bytes)
  select user_id, count(*), sum(bytes) from content_words group by user_id;
  alter table artifacts enable trigger count_artifact;
  alter table content_words enable trigger count_bytes;
  set maintenance_work_mem = '512MB';
  create index artifacts_title_words on artifacts using gin (title_words) with (fastupdate = off);
  create index content_words_words on content_words using gin (words) with (fastupdate = off)`;

/**
 * @param insert the statement that inserts the artifacts with these numbers, which begin at 1
 * @param first a statement that is run before all others
 */
export async function fillInBulk(
  { urlOf }: ProjectServer,
  copy: string,
  rows: number,
  insert: (from: number, to: number) => string,
  first = "",
): Promise<void> {
  const sql = postgres(urlOf(copy), { max: CONNECTIONS, onnotice: () => {} });
  try {
    await sql.unsafe(first);
    await sql.unsafe(PREPARE);
    const share = rows / CONNECTIONS;
    const shares = Array.from({ length: CONNECTIONS }, (_, index) => index * share);
    await Promise.all(shares.map((from) => sql.unsafe(insert(from + 1, from + share))));
    await sql.unsafe(FINISH);
    await sql.unsafe("vacuum analyze artifacts, content_words, libraries");
  } finally {
    await sql.end();
  }
}
