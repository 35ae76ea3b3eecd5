// The most that one page holds.

import assert from "node:assert/strict";
import type { Caller } from "./caller.ts";
import type { Limit } from "./limit.ts";

const MANY = `
  insert into artifacts (user_id, title, kind, content, created_at)
  select $1, 'Number ' || i, 'text', 'zebra', now() - i * interval '1 second'
  from generate_series(1, $2::integer) as i`;

const VERSIONS = `
  insert into library.artifact_versions
    (user_id, artifact_id, version, title, tags, content, size, created_at)
  select $1, $2::uuid, i, 'Title', '{}', null, 0, now() from generate_series(1, $3::integer) as i`;

/** Empties the library, then stores artifacts; the last one is the oldest. */
async function store(caller: Caller, count: number): Promise<void> {
  await caller.empty();
  await caller.sql(MANY, [caller.user.id, count]);
}

/** @returns the id of the only artifact, with this many versions */
async function storeVersions(caller: Caller, count: number): Promise<string> {
  await caller.empty();
  const id = await caller.stored({ content: "" });
  await caller.sql(VERSIONS, [caller.user.id, id, count - 1]);
  await caller.sql("update artifacts set version = $2 where id = $1::uuid", [id, count]);
  return id;
}

// deno-lint-ignore no-explicit-any -- each function's answer is of another shape
async function answerOf(caller: Caller, call: string): Promise<any> {
  const [row] = await caller.sql<{ answer: unknown }>(`select ${call} as answer`, [caller.user.id]);
  return row?.answer;
}

export const PAGE_LIMITS: readonly Limit[] = [
  {
    name: "resources/list has a second page for the 51st artifact",
    async check(caller) {
      for (const [count, more] of [[50, false], [51, true]] as const) {
        await store(caller, count);
        const { result: { resources, nextCursor } } = await caller.message("resources/list", {});
        const listed = resources.filter(({ uri }: { uri: string }) => uri.startsWith("artifact:"));
        assert.deepEqual([listed.length, nextCursor !== undefined], [50, more]);
      }
    },
  },
  {
    name: "artifact_history has a second page for the 51st version",
    async check(caller) {
      for (const [count, more] of [[50, false], [51, true]] as const) {
        const id = await storeVersions(caller, count);
        const { versions, next_cursor } = await caller.accepted("artifact_history", { id });
        assert.deepEqual([versions.length, next_cursor !== undefined], [50, more]);
      }
    },
  },
  {
    // The tool's pages end earlier: 100 lines are more than a result may hold.
    name: "export_artifacts has a second page for the 101st line",
    async check(caller) {
      for (const [count, more] of [[100, false], [101, true]] as const) {
        await storeVersions(caller, count);
        const answer = await answerOf(caller, "export_artifacts($1, 1000000)");
        assert.deepEqual([answer.versions.length, answer.more], [100, more]);
      }
    },
  },
  {
    name: "search leaves out the 21st result",
    async check(caller) {
      for (const count of [20, 21]) {
        await store(caller, count);
        const { results } = await caller.accepted("search", { query: "zebra" });
        assert.equal(results.length, 20);
      }
    },
  },
  {
    name: "search_artifacts leaves out the oldest of 201 matches",
    async check(caller) {
      for (const [count, oldest] of [[200, "Number 200"], [201, "Number 200"]] as const) {
        await store(caller, count);
        const { artifacts } = await answerOf(caller, "search_artifacts($1, 'zebra', 1000)");
        assert.deepEqual([artifacts.length, artifacts.at(-1).title], [200, oldest]);
      }
    },
  },
];
