// The limits of the database itself. The function checks most of them first.

import assert from "node:assert/strict";
import type { Caller } from "./caller.ts";
import { emoji } from "./lengths.ts";
import type { Limit } from "./limit.ts";

const MIB = 1024 * 1024;
const tags = (count: number, text = "tag") => Array.from({ length: count }, () => text);

/** What is refused, its column, and the value at the limit. */
const COLUMNS: readonly [what: string, column: string, beyond: unknown, at: unknown][] = [
  ["a title of 201 characters", "title", emoji(201), emoji(200)],
  ["a description of 301 characters", "description", emoji(301), emoji(300)],
  ["a language of 51 characters", "language", emoji(51), emoji(50)],
  ["an idempotency key of 201 characters", "idempotency_key", emoji(201), emoji(200)],
  ["content of 1 MiB and a byte", "content", " ".repeat(MIB + 1), " ".repeat(MIB)],
  ["eleven tags", "tags", tags(11), tags(10)],
  ["a tag of 51 characters", "tags", tags(1, emoji(51)), tags(1, emoji(50))],
];

async function insert(caller: Caller, column: string, value: unknown): Promise<void> {
  const row = { title: "A", content: "", tags: [], [column]: value };
  await caller.sql(
    `insert into artifacts (user_id, kind, ${Object.keys(row).join()})
     select $1, 'text', ${Object.keys(row).map((name) => `r.${name}`).join()}
     from jsonb_populate_record(null::artifacts, $2::text::jsonb) as r`,
    [caller.user.id, JSON.stringify(row)],
  );
}

/** Index entries of the title, and of the owner in both indexes. */
const OTHER_WORDS = 4;

/** Deletes an artifact with this many words. @returns the hashes that its library keeps */
async function gone(caller: Caller, words: number): Promise<[count: number, level: number]> {
  const owner = `user_limits${words}`;
  await caller.sql(
    `insert into artifacts (user_id, title, kind, content)
     select $1, 'Gone', 'text', string_agg('w' || i, ' ') from generate_series(1, $2::integer) as i`,
    [owner, words - OTHER_WORDS],
  );
  await caller.sql("delete from artifacts where user_id = $1", [owner]);
  const [row] = await caller.sql<{ count: number; level: number }>(
    "select cardinality(gone_words) as count, gone_level as level from libraries where user_id = $1",
    [owner],
  );
  return [row?.count ?? 0, row?.level ?? 0];
}

export const STORAGE_LIMITS: readonly Limit[] = [
  ...COLUMNS.map(([what, column, beyond, at]): Limit => ({
    name: `the database refuses ${what}`,
    async check(caller) {
      await insert(caller, column, at);
      await assert.rejects(insert(caller, column, beyond), (error) => {
        assert.match(String(error), new RegExp(`artifacts_${column}_check`));
        return true;
      });
    },
  })),
  {
    name: "a library with 1,025 removed words keeps the hashes of half of them",
    async check(caller) {
      assert.deepEqual(await gone(caller, 1_024), [1_024, 0]);
      const [count, level] = await gone(caller, 1_025);
      assert.ok(level === 1 && count < 1_024, `${count} hashes at level ${level}`);
    },
  },
];
