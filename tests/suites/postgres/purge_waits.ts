// How long saves wait while much is purged: the purge works in steps, and a save goes between two of them.

import assert from "node:assert/strict";
import type { Crowd } from "./crowd.ts";
import { PURGE } from "./schedule.ts";

const PURGED = "user_purged";
const VERSIONS = 300_000;
/** A step takes 50 ms; the rest is for busy processors. In one transaction the purge takes seconds. */
const MOST_MS = 500;

/** @returns the longest wait and how long the purge took */
export async function saveWhilePurging({ sql, owner }: Crowd): Promise<string> {
  await fill(owner);
  const started = performance.now();
  let purging = true;
  const purge = owner.unsafe(PURGE).then(() => purging = false);
  const waits = await Promise.all([PURGED, "user_beside"].map(async (person) => {
    let longest = 0;
    let saves = 0;
    while (purging) {
      const before = performance.now();
      await sql`select create_artifact(${person}, 'Title', 'text', 'content', 10000, 1000000000)`;
      longest = Math.max(longest, performance.now() - before);
      saves++;
    }
    return { person, longest: Math.round(longest), saves };
  }));
  await purge;
  const took = performance.now() - started;
  assert.ok(took > 2 * MOST_MS, `the purge took ${took} ms only`);
  for (const { longest, person } of waits) {
    assert.ok(longest < MOST_MS, `a save of ${person} waited for ${longest} ms`);
  }
  assert.deepEqual([
    ...await owner`
      select title from artifacts where user_id = ${PURGED} and title <> 'Title'
      union all select title from library.artifact_versions where user_id = ${PURGED}`,
  ], []);
  const texts = waits.map(({ longest, saves }) => `${saves} saves, ${longest} ms at most`);
  return `${VERSIONS} versions purged in ${Math.round(took)} ms: meanwhile ${
    texts.join("; beside it ")
  }`;
}

async function fill(owner: Crowd["owner"]): Promise<void> {
  const [row] = await owner`
    insert into artifacts (user_id, title, kind, content, deleted_at)
    values (${PURGED}, 'Old', 'text', '', now() - interval '1 year') returning id`;
  await owner.begin(async (sql) => {
    // Counting row by row would take minutes.
    await sql`alter table library.artifact_versions disable trigger user`;
    await sql`
      insert into library.artifact_versions
        (user_id, artifact_id, version, title, tags, content, size, created_at, bytes)
      select ${PURGED}, ${row?.id}, number, 'Old', '{}', null, 0, now(), 300
      from generate_series(1, ${VERSIONS}::integer) as number`;
    await sql`alter table library.artifact_versions enable trigger user`;
    await sql`
      update libraries set bytes = bytes + 300 * ${VERSIONS}::integer where user_id = ${PURGED}`;
  });
  await owner`vacuum analyze library.artifact_versions`;
}
