// Libraries as large as they may become, one for each way to be large. Filled by SQL, a part at a time: the
// database's limit for a statement holds here, too.

import type { Query } from "../../local/sql.ts";
import { MANY_WORDS } from "./queries.ts";
import { TEXTS } from "./texts.ts";

/** Who keeps what. `maker` keeps what the search makes, and had many words; `limits` begins with nothing. */
export const USERS = ["rows", "versions", "titles", "large", "maker", "limits"] as const;
export type UserName = typeof USERS[number];

const ROWS = 10_000;
const VERSIONS = 100_000;
const TITLES = 200;
/** Artifacts of the largest size, and how many of them have no word twice. */
const [LARGE, WORDY] = [40, 2];
/**
 * Deleted artifacts, each with this many words of its own: 250 KiB. If the library kept a hash of each word, an update of a
 * content would take 1.6 s.
 */
const [GONE_ARTIFACTS, GONE_WORDS] = [40, 16_000];
const PART = 500;
/** Of a word in a content: as many as the index keeps. */
const PLACES = 255;
const MIB = 1024 * 1024;

/** What the artifact with all those versions is called, and the key that it was made with. */
export const MANY_VERSIONS = "100,000 versions";
export const OLD_KEY = "an old key";

const ROW = `
  insert into artifacts (user_id, title, kind, content, tags, created_at, deleted_at)
  select $1, 'Number ' || i || ' common', 'markdown',
    'common ' || case when i % 1000 = 0 then 'seldom ' else '' end || 'w' || i % 10 || ' w' || i
      || repeat(' b c', ${PLACES}) || ' ${MANY_WORDS.join(" ")}',
    array['tag', 'tag' || i % 100], now() - i * interval '1 second',
    case when i % 10 = 5 then now() end
  from generate_series($2::integer, $3::integer) as i`;

// Without content: only the number of versions bounds a page of an export.
const VERSIONED = `
  insert into artifacts (user_id, title, kind, content, idempotency_key)
  values ($1, 'With versions', 'text', '', $2) returning id`;

const VERSION = `
  insert into library.artifact_versions
    (user_id, artifact_id, version, title, tags, content, size, created_at)
  select $1, $2::uuid, i, 'Title ' || i, '{}', null, 0, now()
  from generate_series($3::integer, $4::integer) as i`;

const TITLED = `
  insert into artifacts (user_id, title, kind, content, tags)
  select $1, $2, 'text', 'common ' || i, array(select $3 || tag from generate_series(0, 9) as tag)
  from generate_series(1, $4::integer) as i`;

const LARGEST =
  "insert into artifacts (user_id, title, kind, content) values ($1, 'Large', 'text', $2)";

const GONE = `
  insert into artifacts (user_id, title, kind, content)
  select $1, 'Gone', 'text', string_agg(left(md5($2::text || ' ' || word), 15), ' ')
  from generate_series(1, $3::integer) as word`;

/** @returns the id of the artifact with many versions */
export async function fillLibraries(
  sql: Query,
  idOf: Record<UserName, string>,
): Promise<string> {
  await inParts(ROWS, (from, to) => sql(ROW, [idOf.rows, from, to]));
  const [row] = await sql<{ id: string }>(VERSIONED, [idOf.versions, OLD_KEY]);
  const id = row?.id ?? "";
  await inParts(VERSIONS, (from, to) => sql(VERSION, [idOf.versions, id, from, to]));
  await sql("update artifacts set version = $2::integer where id = $1::uuid", [id, VERSIONS + 1]);
  for (const name of ["control characters", "families of emoji", "U+FDFA"]) {
    const write = (amount: number) => TEXTS[name]?.({ amount, unit: "characters" }) ?? "";
    await sql(TITLED, [idOf.titles, write(200), write(48), TITLES]);
  }
  const write = TEXTS["different words"] ?? String;
  const few = write({ amount: 64 * 1024, unit: "bytes" }).padEnd(MIB - 100);
  const words = write({ amount: MIB - 100, unit: "bytes" });
  for (let number = 0; number < LARGE; number++) {
    const content = `common w${number} ${number < WORDY ? words : few}`;
    await sql(LARGEST, [idOf.large, content]);
  }
  for (let number = 0; number < GONE_ARTIFACTS; number++) {
    await sql(GONE, [idOf.maker, number, GONE_WORDS]);
    await sql("delete from artifacts where user_id = $1 and title = 'Gone'", [idOf.maker]);
  }
  await sql("analyze");
  return id;
}

async function inParts(total: number, part: (from: number, to: number) => Promise<unknown>) {
  for (let from = 1; from <= total; from += PART) await part(from, from + PART - 1);
}
