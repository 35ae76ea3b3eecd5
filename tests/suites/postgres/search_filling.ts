// A project after some years: 200,000 artifacts of about 700 characters, 10,000 of them one person's.

import postgres from "postgres";
import type { ProjectServer } from "./project.ts";

export const ROWS = 200_000;
export const OWN = 10_000;
export const OWNER = "keeper";

/** How many of that person's artifacts have a word; of the others', as large a part, or all. */
export const WORDS = { nowhere: 0, unique: 1, hundredth: 100, foreign: 100, everywhere: OWN };

// Sentences of 14 words out of 30,000, the first ones more often, as in a language. A content is five.
const PREPARE = `
  alter table artifacts disable trigger count_kept;
  drop index artifacts_words;
  create table sentences as
  select s as number, string_agg(
    substr(translate(md5(w::text), '0123456789', 'ghijklmnop'), 1, 3 + w % 7)
      || translate(w::text, '0123456789', 'aeioulnrst'), ' ') as text
  from generate_series(0, 19999) as s, generate_series(1, 14) as place,
    lateral (select (30000 * pow(abs(hashint4(s * 14 + place)) / 2147483648.0, 3))::integer as w) as word
  group by s;
  create unique index on sentences (number);
  analyze sentences;`;

// The person's come last, so that whoever reads from the beginning reads everything.
function insert(from: number, to: number): string {
  const own = `i > ${ROWS - OWN}`;
  return `
    insert into artifacts (user_id, title, kind, content, created_at)
    select case when ${own} then 'user_${OWNER}' else 'user_' || i % 1900 end, 'Number ' || i,
      'markdown',
      'everywhere ' || case when i % 100 = 0 then 'hundredth ' else '' end
        || case when i % 100 = 50 or not ${own} then 'foreign ' else '' end
        || case when i % ${OWN} = 5 then 'unique ' else '' end
        || (select string_agg(text, '. ') from sentences where number in (
          select abs(hashint4(i * 5 + place)) % 20000 from generate_series(1, 5) as place)),
      timestamptz '2026-01-01Z' + i * interval '1 minute'
    from generate_series(${from}, ${to}) as i`;
}

const FINISH = `
  insert into libraries (user_id, artifacts, bytes)
  select user_id, count(*), sum(size) from artifacts group by user_id;
  alter table artifacts enable trigger count_kept;
  set maintenance_work_mem = '256MB';
  create index artifacts_words on artifacts using gin (words)`;

const CONNECTIONS = 2;

/** Fills a copy; without the index and the counting of each row, or it would take minutes. */
export async function fillForSearch({ urlOf }: ProjectServer, copy: string): Promise<void> {
  const sql = postgres(urlOf(copy), { max: CONNECTIONS, onnotice: () => {} });
  try {
    await sql.unsafe(PREPARE);
    const share = ROWS / CONNECTIONS;
    await Promise.all(
      Array.from(
        { length: CONNECTIONS },
        (_, index) => sql.unsafe(insert(index * share + 1, (index + 1) * share)),
      ),
    );
    await sql.unsafe(FINISH);
    await sql.unsafe("vacuum analyze artifacts, libraries");
  } finally {
    await sql.end();
  }
}
