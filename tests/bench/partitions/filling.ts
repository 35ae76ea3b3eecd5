// Fills a project with many artifacts of few words, and copies them into a project with other tables.

import { PROGRAMS } from "../../suites/postgres/debian.ts";
import { asOwner, type ProjectServer } from "../../suites/postgres/project.ts";
import { withoutIndexes } from "./bulk_change.ts";
import { columnsOf } from "./databases.ts";
import { PARTITIONED } from "./schema.ts";

/** Has a hundredth of all artifacts. */
export const OWNER = "user_many";
/** Artifacts of each other user. */
const EACH = 50;
/** One artifact in five has an older version, which has no content of its own. */
const VERSIONED = 5;
/** Artifacts that the project's own triggers make; they are multiplied afterwards. */
const MADE = 100_000;

// Each user's artifacts are scattered among all rows, as after years of use.
const MAKE = `
  insert into artifacts (user_id, title, kind, content, version, created_at)
  select case when i % 100 = 0 then '${OWNER}' else 'user_' || i % ${MADE / EACH} end,
    'Number ' || i, 'markdown',
    'everywhere' || case when i % 1000 = 0 then ' seldom' else '' end || ${
  [7_919, 104_729, 1_299_709, 15_485_863, 179_424_673, 982_451_653]
    .map((prime) => `' w' || i::bigint * ${prime} % 30011`).join(" || ")
},
    case when i % ${VERSIONED} = 0 then 2 else 1 end,
    timestamptz '2024-01-01Z' + i * interval '1 minute'
  from generate_series(1, ${MADE}) as i;
  insert into library.artifact_versions (user_id, artifact_id, version, title, tags, size, created_at)
  select user_id, id, 1, 'Draft', tags, size, created_at from artifacts where version = 2;
  create table made as
    select a.*, w.words, w.bytes, v.bytes as version_bytes
    from artifacts as a
    join library.content_words as w on w.user_id = a.user_id and w.artifact_id = a.id
    left join library.artifact_versions as v on v.user_id = a.user_id and v.artifact_id = a.id`;

// The same artifacts for other users. Only the lexeme of the owner differs.
const multiply = (copy: number) => `
  create temp table copied on commit drop as
  select made.*, gen_random_uuid() as new_id,
    case when user_id = '${OWNER}' then user_id else user_id || 'x${copy}' end as owner
  from made;
  insert into artifacts (
    id, user_id, title, kind, content, version, created_at, updated_at, title_words
  )
  select new_id, owner, title, kind, content, version, created_at + interval '${copy} s', updated_at,
    ${ofOwner("title_words")}
  from copied;
  insert into library.content_words (user_id, artifact_id, words, bytes)
  select owner, new_id, ${ofOwner("words")}, bytes from copied;
  insert into library.artifact_versions
    (user_id, artifact_id, version, title, tags, size, created_at, bytes)
  select owner, new_id, 1, 'Draft', '{}', size, created_at, version_bytes from copied
  where version = 2`;

function ofOwner(words: string): string {
  return `ts_delete(${words}, '@' || user_id) || array_to_tsvector(array['@' || owner])`;
}

const COUNT = `
  truncate libraries;
  insert into libraries (user_id, artifacts, bytes)
  select user_id, count(*), sum(w.bytes) + coalesce(sum(v.bytes), 0)
  from library.content_words as w
  left join (
    select user_id, artifact_id, sum(bytes) as bytes from library.artifact_versions group by 1, 2
  ) as v using (user_id, artifact_id)
  group by user_id`;

/** @param artifacts a multiple of 100,000 */
export async function fill(
  server: ProjectServer,
  database: string,
  artifacts: number,
): Promise<void> {
  await asOwner(server, database, async (sql) => {
    await sql.unsafe(MAKE);
    await withoutIndexes(sql, PARTITIONED, async () => {
      for (let copy = 1; copy < artifacts / MADE; copy++) {
        await sql.begin((transaction) => transaction.unsafe(multiply(copy)));
      }
    });
    await sql.unsafe(`drop table made; ${COUNT}`);
    await sql.unsafe("vacuum analyze libraries");
  });
}

/** Copies all rows of the partitioned tables, and of the table that counts them. */
export async function copy(server: ProjectServer, from: string, to: string): Promise<void> {
  await asOwner(server, to, async (sql) => {
    const copyRows = async (table: string) => {
      const columns = await columnsOf(sql, table);
      const read = `copy (select ${columns} from ${table}) to stdout (format binary)`;
      await pipe(
        [server.urlOf(from), read],
        [server.urlOf(to), `copy ${table} (${columns}) from stdin (format binary)`],
      );
    };
    await withoutIndexes(sql, PARTITIONED, async () => {
      for (const table of PARTITIONED) await copyRows(table);
    });
    await copyRows("public.libraries");
    await sql.unsafe("vacuum analyze libraries");
  });
}

type Statement = [url: string, text: string];

async function pipe(from: Statement, to: Statement): Promise<void> {
  const psql = ([url, text]: Statement, options: Pick<Deno.CommandOptions, "stdin" | "stdout">) =>
    new Deno.Command(`${PROGRAMS}/psql`, { args: ["-X", "-c", text, url], ...options }).spawn();
  const reading = psql(from, { stdin: "null", stdout: "piped" });
  const writing = psql(to, { stdin: "piped", stdout: "null" });
  await reading.stdout.pipeTo(writing.stdin);
  const [read, wrote] = await Promise.all([reading.status, writing.status]);
  if (!read.success || !wrote.success) throw new Error(`psql failed: ${from[1]}; ${to[1]}`);
}
