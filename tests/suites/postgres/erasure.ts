// The erasure of a user with 10,000 artifacts: a crash of the server halfway loses nothing and restores nothing, other
// users hardly wait, and no trace is left in a dump. On a server of its own, which is killed.

import assert from "node:assert/strict";
import postgres from "postgres";
import { PROGRAMS } from "./debian.ts";
import type { DatabaseCommands } from "./database_commands.ts";
import { mustRun } from "../program.ts";
import { asOwner, type ProjectServer, startProject } from "./project.ts";
import { push } from "./pushing.ts";

const ERASED = "user_erased";
const BESIDE = "user_beside";
const ARTIFACTS = 10_000;
/** In each title, tag, content and old version of a user, after the user id. */
const MARK = "sphinx";
/** A step takes 50 ms; the rest is for busy processors. In one transaction the erasure takes seconds. */
const MOST_MS = 500;
/** Above what the erasure needs, to end a loop that makes no progress. */
const MOST_STEPS = 10_000;

const FILL = `
  insert into artifacts (user_id, title, tags, kind, content)
  select owner, owner || ' ${MARK} ' || number, array[owner || '${MARK}'], 'text', owner || ' ${MARK} words ' || number
  from (values ('${ERASED}', ${ARTIFACTS}), ('${BESIDE}', 10)) as users (owner, n), generate_series(1, n) as number;
  insert into library.artifact_versions (user_id, artifact_id, version, title, tags, content, size, created_at)
  select user_id, id, 1, title, tags, content, size, now() from artifacts;
  update artifacts set version = 2 where version = 1;
  insert into library.artifact_shares (hash, user_id, artifact_id, expires_at)
  select encode(sha256(id::text::bytea), 'hex'), user_id, id, now() + interval '1 day' from artifacts`;

export async function checkErasure(cli: DatabaseCommands): Promise<string[]> {
  const server = await startProject();
  try {
    await push(cli, server);
    const [id = ""] = await asOwner(server, "project", async (sql) => {
      await sql.unsafe(FILL);
      const ids = await sql<{ id: string }[]>`select id from artifacts where user_id = ${ERASED}`;
      return ids.map((row) => row.id);
    });
    const before = await dump(server);
    const traces = [ERASED, `${ERASED} ${MARK}`, id];
    for (const trace of [...traces, BESIDE]) assert.ok(before.includes(trace), trace);

    const { left, longest, saves } = await eraseHalfAndCrash(server);
    assert.ok(left > 0 && left < ARTIFACTS, `${left} artifacts are left`);
    const steps = await eraseTheRest(server);
    const after = await dump(server);
    for (const trace of traces) assert.ok(!after.includes(trace), `the dump contains ${trace}`);
    assert.ok(
      after.includes(`${BESIDE} ${MARK} words 10`),
      "the dump lacks another user's content",
    );
    assert.ok(longest < MOST_MS, `a save of another user waited for ${longest} ms`);
    return [
      `erasure: killed with ${left} of ${ARTIFACTS} artifacts left; ${steps} more steps erase the rest`,
      `erasure: ${saves} saves of another user meanwhile, ${
        Math.round(longest)
      } ms at most; no trace in a dump`,
    ];
  } finally {
    await server.stop();
  }
}

/** Erases until half of the artifacts are gone, while another user saves; then the server is killed. */
async function eraseHalfAndCrash(server: ProjectServer) {
  const sql = postgres(server.urlOf("project"), { connection: { role: "service_role" }, max: 2 });
  let longest = 0;
  let saves = 0;
  let erasing = true;
  const saving = (async () => {
    while (erasing) {
      const startedAt = performance.now();
      await sql`select create_artifact(${BESIDE}, 'Title', 'text', 'content', 10000, 1000000000)`;
      longest = Math.max(longest, performance.now() - startedAt);
      saves += 1;
    }
  })();
  while (await left(sql) > ARTIFACTS / 2) await step(sql);
  erasing = false;
  await saving;
  const interrupted = Promise.allSettled([step(sql), step(sql)]);
  await server.crash();
  await interrupted;
  await sql.end({ timeout: 0 });
  await server.restart();
  return await asServer(server, async (sql) => ({ left: await left(sql), longest, saves }));
}

async function eraseTheRest(server: ProjectServer): Promise<number> {
  return await asServer(server, async (sql) => {
    // The crash emptied this table, which is unlogged.
    await sql`insert into library.call_budgets values (${ERASED}, 1, now())`;
    const [row] = await sql`
      select list_artifacts(${ERASED}, 1) as list, open_share(hash) as share
      from library.artifact_shares where user_id = ${ERASED} limit 1`;
    assert.deepEqual(row, { list: { refusal: "account_closed" }, share: { artifact: null } });
    for (let steps = 1; steps < MOST_STEPS; steps += 1) {
      if (!await step(sql)) return steps;
    }
    throw new Error(`the erasure does not end after ${MOST_STEPS} steps`);
  });
}

async function step(sql: postgres.Sql): Promise<boolean> {
  const [row] = await sql<{ more: boolean }[]>`select forget_person(${ERASED}) as more`;
  return row?.more === true;
}

async function left(sql: postgres.Sql): Promise<number> {
  const [row] = await sql<{ left: number }[]>`
    select count(*)::integer as left from artifacts where user_id = ${ERASED}`;
  return row?.left ?? 0;
}

async function asServer<T>(server: ProjectServer, use: (sql: postgres.Sql) => Promise<T>) {
  const sql = postgres(server.urlOf("project"), { connection: { role: "service_role" }, max: 1 });
  try {
    return await use(sql);
  } finally {
    await sql.end();
  }
}

async function dump({ urlOf }: ProjectServer): Promise<string> {
  const url = urlOf("project", "supabase_admin");
  return (await mustRun(`${PROGRAMS}/pg_dump`, ["--dbname", url])).stdout;
}
