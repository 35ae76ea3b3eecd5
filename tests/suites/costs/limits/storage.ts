// What the database refuses or bounds by itself, whatever a caller of its functions checks.

import assert from "node:assert/strict";
import type { Caller } from "./caller.ts";
import type { Limit } from "./limit.ts";
import { emoji } from "./texts.ts";

const MIB = 1024 * 1024;
const tags = (count: number, text = "tag") => Array.from({ length: count }, () => text);

/** By column: a value at the limit, and one beyond it. */
const COLUMNS: Readonly<Record<string, [limit: string, at: unknown, beyond: unknown]>> = {
  title: ["200 characters", emoji(200), emoji(201)],
  description: ["300 characters", emoji(300), emoji(301)],
  language: ["50 characters", emoji(50), emoji(51)],
  idempotency_key: ["200 characters", emoji(200), emoji(201)],
  content: ["1 MiB", " ".repeat(MIB), " ".repeat(MIB + 1)],
};

const TAGS: Readonly<Record<string, [at: string[], beyond: string[]]>> = {
  "eleven tags": [tags(10), tags(11)],
  "a tag of 51 characters": [tags(1, emoji(50)), tags(1, emoji(51))],
};

async function insert(caller: Caller, column: string, value: unknown): Promise<void> {
  const row = { title: "A", content: "", tags: [], [column]: value };
  await caller.sql(
    `insert into artifacts (user_id, kind, ${Object.keys(row).join()})
     select $1, 'text', ${Object.keys(row).map((name) => `r.${name}`).join()}
     from jsonb_populate_record(null::artifacts, $2::text::jsonb) as r`,
    [caller.user.id, JSON.stringify(row)],
  );
}

async function isChecked(caller: Caller, column: string, at: unknown, beyond: unknown) {
  await insert(caller, column, at);
  await assert.rejects(insert(caller, column, beyond), (error) => {
    assert.match(String(error), new RegExp(`artifacts_${column}_check`));
    return true;
  });
}

/** Of a deleted artifact: three words of its title and the owner in the content. */
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
  ...Object.entries(COLUMNS).map(([column, [limit, at, beyond]]): Limit => ({
    name: `the database refuses a ${column} above ${limit}`,
    check: (caller) => isChecked(caller, column, at, beyond),
  })),
  ...Object.entries(TAGS).map(([what, [at, beyond]]): Limit => ({
    name: `the database refuses ${what}`,
    check: (caller) => isChecked(caller, "tags", at, beyond),
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
