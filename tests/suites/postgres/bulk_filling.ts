// Fills a project's tables with very many artifacts. Knows none of them.

import postgres from "postgres";
import type { ProjectServer } from "./project.ts";

const CONNECTIONS = 2;

// Without the index and the counting of each row, or it would take up to an hour.
const PREPARE = `
  alter table artifacts disable trigger add_artifact_to_library;
  alter table library.content_words disable trigger add_bytes_to_library;
  drop index artifacts_title_words;
  drop index library.content_words_words`;

const FINISH = `
  insert into libraries (user_id, artifacts, bytes)
  select user_id, count(*), sum(bytes) from library.content_words group by user_id;
  alter table artifacts enable trigger add_artifact_to_library;
  alter table library.content_words enable trigger add_bytes_to_library;
  set maintenance_work_mem = '512MB';
  create index artifacts_title_words on artifacts using gin (title_words) with (fastupdate = off);
  create index content_words_words on library.content_words using gin (words) with (fastupdate = off)`;

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
    await sql.unsafe("vacuum analyze artifacts, libraries, library.content_words");
  } finally {
    await sql.end();
  }
}
