// A project after some years: 200,000 artifacts of about 700 characters, 10,000 of them one person's.

import { fillInBulk } from "./bulk_filling.ts";
import type { ProjectServer } from "./project.ts";

export const ROWS = 200_000;
export const OWN = 10_000;
export const OWNER = "keeper";

/** How many of that person's artifacts have a word; of the others', as large a part, or all. */
export const WORDS = { nowhere: 0, unique: 1, hundredth: 100, foreign: 100, everywhere: OWN };

// Sentences of 14 words out of 30,000, the first ones more often, as in a language. A content is five.
const SENTENCES = `
  create table sentences as
  select s as number, string_agg(
    substr(translate(md5(w::text), '0123456789', 'ghijklmnop'), 1, 3 + w % 7)
      || translate(w::text, '0123456789', 'aeioulnrst'), ' ') as text
  from generate_series(0, 19999) as s, generate_series(1, 14) as place,
    lateral (select (30000 * pow(abs(hashint4(s * 14 + place)) / 2147483648.0, 3))::integer as w) as word
  group by s;
  create unique index on sentences (number);
  analyze sentences;`;

// The user's rows come last, so that a scan from the beginning reads everything.
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

/** Fills a copy. */
export async function fillForSearch(server: ProjectServer, copy: string): Promise<void> {
  await fillInBulk(server, copy, ROWS, insert, SENTENCES);
}
