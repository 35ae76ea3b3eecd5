// Fifty calls at the same moment: quotas hold to the artifact and to the byte, a key makes one artifact,
// a version has one successor.

import assert from "node:assert/strict";
import type postgres from "postgres";
import { say } from "../../local/terminal.ts";
import { CROWD, type Crowd, gather } from "./crowd.ts";
import { work } from "./crowd_work.ts";
import { copyProject, type ProjectServer } from "./project.ts";
import { saveWhilePurging } from "./purge_waits.ts";

/** A function's answer. */
// deno-lint-ignore no-explicit-any -- each is compared with a whole one
type Answer = any;

/** Runs every scenario on a copy of the migrated database, each as a step. */
export async function checkConcurrency(server: ProjectServer, t: Deno.TestContext): Promise<void> {
  const crowd = await gather(server, await copyProject(server, "crowded"));
  const step = (name: string, check: () => Promise<string>) =>
    t.step(name, async () => say(await check()));
  try {
    await step("a limit of artifacts holds to the artifact", () => {
      return fillTogether(crowd, "artifacts", { max_artifacts: 10, max_bytes: 1_000_000 });
    });
    await step("a limit of bytes holds to the byte", async () => {
      const max_bytes = await tenOf(crowd);
      return await fillTogether(crowd, "bytes", { max_artifacts: 1000, max_bytes });
    });
    await step("one key makes one artifact", () => repeatTogether(crowd));
    await step("one version gets one successor", () => updateTogether(crowd));
    await step("retried updates leave no gap between versions", () => updateInTurns(crowd));
    await step("refused versions are counted beside a vacuum", () => refuseBesideVacuum(crowd));
    await step("changes of all kinds cause no deadlock and no miscount", () => work(crowd));
    await step("a save waits at most half a second for the purge", () => saveWhilePurging(crowd));
  } finally {
    await crowd.stop();
  }
}

const CONTENT = "x".repeat(100);

interface Limits {
  max_artifacts: number;
  max_bytes: number;
}

async function create(
  sql: postgres.Sql,
  owner: string,
  { max_artifacts, max_bytes }: Limits,
  key: string | null = null,
): Promise<Answer> {
  const [row] = await sql`
    select create_artifact(${owner}, 'Title', 'text', ${CONTENT}, ${max_artifacts}, ${max_bytes},
      new_idempotency_key => ${key}) as answer`;
  return row?.answer;
}

/** What ten artifacts take, made by someone whose id is as long as the other's. */
async function tenOf({ sql, owner }: Crowd): Promise<number> {
  await create(sql, "user_ten00", { max_artifacts: 1, max_bytes: 1_000_000 });
  const [row] = await owner`select bytes from libraries where user_id = 'user_ten00'`;
  return 10 * Number(row?.bytes);
}

async function fillTogether(
  crowd: Crowd,
  of: "artifacts" | "bytes",
  limits: Limits,
): Promise<string> {
  const { sql, owner, together } = crowd;
  const person = of === "bytes" ? "user_bytes" : "user_count";
  const answers = await together(person, () => create(sql, person, limits));
  const made = answers.filter((answer) => answer.replayed === "no");
  const refused = answers.filter((answer) =>
    answer.refusal === "quota_exceeded" && answer.of === of
  );
  assert.deepEqual([made.length, refused.length], [10, CROWD - 10]);
  const used = of === "artifacts" ? limits.max_artifacts : limits.max_bytes;
  assert.ok(refused.every((answer) => answer.used === used), JSON.stringify(refused));
  const rows = await owner`
    select artifacts, bytes - gone_bytes as bytes, (select count(*)::integer from artifacts where user_id = ${person}) as rows
    from libraries where user_id = ${person}`;
  const [{ bytes, ...counts } = {}] = rows;
  assert.deepEqual(counts, { artifacts: 10, rows: 10 });
  assert.equal(Number(bytes), await tenOf(crowd));
  return `${CROWD} at once, room for 10 by ${of}: 10 made, ${CROWD - 10} refused`;
}

async function repeatTogether({ sql, owner, together }: Crowd): Promise<string> {
  const person = "user_repeating";
  const limits = { max_artifacts: 1000, max_bytes: 1_000_000 };
  const answers = await together(person, () => create(sql, person, limits, "key"));
  const replayed = answers.map((answer) => answer.replayed).toSorted();
  assert.deepEqual(replayed, ["no", ...Array(CROWD - 1).fill("same")]);
  assert.equal(new Set(answers.map((answer) => answer.artifact.id)).size, 1);
  assert.equal((await owner`select from artifacts where user_id = ${person}`).length, 1);
  return `${CROWD} at once with one key: one artifact`;
}

const UPDATING = "user_updating";

async function update(sql: postgres.Sql, id: string, expected: number): Promise<Answer> {
  const content = crypto.randomUUID();
  const [row] = await sql`
    select update_artifact(${UPDATING}, ${id}, ${expected}, 1000000, new_content => ${content}) as answer`;
  return row?.answer;
}

async function updateTogether({ sql, together }: Crowd): Promise<string> {
  const made = await create(sql, UPDATING, { max_artifacts: 1, max_bytes: 1_000_000 });
  const answers = await together(UPDATING, () => update(sql, made.artifact.id, 1));
  const won = answers.filter((answer) => answer.artifact?.version === 2);
  const refused = answers.filter((answer) =>
    answer.refusal === "version_conflict" && answer.version === 2
  );
  assert.deepEqual([won.length, refused.length], [1, CROWD - 1]);
  return `${CROWD} updates of version 1 at once: one made version 2, ${
    CROWD - 1
  } got version_conflict`;
}

// Each retries with the version from its refusal.
async function updateInTurns({ sql, owner }: Crowd): Promise<string> {
  const [row] = await owner`select id, version from artifacts where user_id = ${UPDATING}`;
  await Promise.all(Array.from({ length: CROWD }, async () => {
    let answer: Answer = { version: row?.version };
    while (!answer.artifact) answer = await update(sql, row?.id, answer.version);
  }));
  const versions = await owner`
    select version from library.artifact_versions where user_id = ${UPDATING}
    union select version from artifacts where user_id = ${UPDATING} order by version`;
  const all = Array.from({ length: CROWD + 2 }, (_, index) => index + 1);
  assert.deepEqual(versions.map(({ version }) => version), all);
  return `${CROWD} who try until they succeed: versions 1 to ${CROWD + 2} without a gap`;
}

/** Fewer than fill half a quota. A vacuum spoiled one in eight when their words were read after the rollback. */
const REFUSALS = 150;

/** A refused version's words are counted, although a vacuum removes what was rolled back at once. */
async function refuseBesideVacuum({ sql, owner }: Crowd): Promise<string> {
  const person = "user_refused";
  const made = await create(sql, person, { max_artifacts: 1, max_bytes: 1_000_000 });
  const libraryOf = async () => {
    const [row] = await owner`
      select bytes::integer, gone_bytes::integer from libraries where user_id = ${person}`;
    return row;
  };
  const before = await libraryOf();
  const ending = new AbortController();
  const vacuuming = (async () => {
    while (!ending.signal.aborted) await owner`vacuum artifacts, library.content_words`;
  })();
  try {
    for (let left = REFUSALS; left > 0; left--) {
      // Of different words, so that they are stored apart from their row.
      const content = Array.from({ length: 100 }, () => crypto.randomUUID()).join(" ");
      const [row] = await sql`
        select update_artifact(${person}, ${made.artifact.id}, 1, ${before?.bytes}, new_content => ${content}) as answer`;
      assert.equal(row?.answer.refusal, "quota_exceeded");
    }
  } finally {
    ending.abort();
    await vacuuming;
  }
  const after = await libraryOf();
  assert.ok(after?.gone_bytes > REFUSALS * 1000, `${after?.gone_bytes} bytes are gone`);
  assert.equal(after?.bytes - after?.gone_bytes, before?.bytes);
  return `${REFUSALS} refused versions beside a vacuum: each refused, each counted`;
}
