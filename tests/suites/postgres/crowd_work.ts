// Several users' libraries, changed in every way at once and purged meanwhile: there is no deadlock, and
// counters match the rows.

import assert from "node:assert/strict";
import type postgres from "postgres";
import { CROWD, type Crowd } from "./crowd.ts";
import { PURGE } from "./schedule.ts";

const PEOPLE = 6;
const ROUNDS = 30;

/** What is done to a library, with one of its artifacts or none. */
const DEEDS: ((sql: postgres.Sql, owner: string, id: string | null) => Promise<unknown>)[] = [
  (sql, owner) => sql`select create_artifact(${owner}, 'Title', 'text', 'content', 50, 10000)`,
  (sql, owner, id) =>
    sql`
      select update_artifact(${owner}, ${id}, version, 10000, new_content => ${crypto.randomUUID()})
      from artifacts where user_id = ${owner} and id = ${id}`,
  (sql, owner, id) => sql`select restore_artifact(${owner}, ${id}, 10000)`,
  (sql, owner, id) => sql`select restore_artifact(${owner}, ${id}, 10000, 1)`,
  (sql, owner, id) =>
    sql`select share_artifact(${owner}, ${id}, ${hash()}, ${Math.random() < 0.5 ? 0 : 1}, 10)`,
  (sql, owner, id) => sql`select unshare_artifact(${owner}, ${id})`,
  (sql, owner, id) => sql`select delete_artifact(${owner}, ${id})`,
  (sql, owner, id) => sql`select delete_artifact(${owner}, ${id}, true)`,
];

function hash(): string {
  return crypto.randomUUID().replaceAll("-", "").repeat(2);
}

/** @returns how much was done */
export async function work({ sql, owner }: Crowd): Promise<string> {
  let working = true;
  const purging = (async () => {
    let purged = 0;
    while (working) purged += await purge(owner);
    return purged;
  })();
  const workers = Array.from({ length: CROWD }, async () => {
    for (let round = 0; round < ROUNDS; round++) {
      // Twice as many creations, or there would soon be nothing left.
      for (const deed of [...DEEDS.slice(0, 1), ...shuffled(DEEDS)]) await doTo(sql, deed);
    }
  });
  // A deadlock (40P01) rejects.
  await Promise.all(workers).finally(() => working = false);
  const purged = await purging;
  assert.ok(purged > 0, "something was purged meanwhile");
  assert.deepEqual([...await owner.unsafe(WRONG)], []);
  const done = CROWD * ROUNDS * (DEEDS.length + 1);
  return `${done} changes of ${PEOPLE} libraries by ${CROWD} at once, ${purged} artifacts purged ` +
    "meanwhile: no deadlock, every library counts what it has";
}

async function doTo(sql: postgres.Sql, deed: typeof DEEDS[number]): Promise<void> {
  const person = `user_worker${Math.floor(Math.random() * PEOPLE)}`;
  const [row] = await sql`
    select id from artifacts where user_id = ${person} order by random() limit 1`;
  await deed(sql, person, row?.id ?? null);
}

async function purge(owner: postgres.Sql): Promise<number> {
  // Time passes faster here.
  const old = await owner`
    update artifacts set deleted_at = now() - interval '1 year' where id = (
      select id from artifacts where deleted_at is not null order by random() limit 1)
      and deleted_at is not null
    returning id`;
  await owner.unsafe(PURGE);
  const ids = old.map(({ id }) => id);
  const left = await owner`select from artifacts where id = any (${ids}::uuid[])`;
  return old.length - left.length;
}

function shuffled<T>(items: readonly T[]): T[] {
  return items.map((item) => ({ item, place: Math.random() }))
    .toSorted((one, other) => one.place - other.place).map(({ item }) => item);
}

const WRONG = `
  select user_id, l.artifacts, l.bytes, l.gone_bytes, a.artifacts, c.bytes, v.bytes, s.bytes from libraries as l
  left join (select user_id, count(*) as artifacts from artifacts group by user_id) as a using (user_id)
  left join (select user_id, sum(bytes) as bytes from library.content_words group by user_id) as c using (user_id)
  left join (select user_id, sum(bytes) as bytes from library.artifact_versions group by user_id) as v
    using (user_id)
  left join (select user_id, sum(bytes) as bytes from library.artifact_shares group by user_id) as s
    using (user_id)
  where (l.artifacts, l.bytes - l.gone_bytes) <> (
    coalesce(a.artifacts, 0), coalesce(c.bytes, 0) + coalesce(v.bytes, 0) + coalesce(s.bytes, 0)
  )`;
