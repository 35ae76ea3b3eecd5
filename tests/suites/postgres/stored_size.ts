// What quotas count beside what is really on disk, indexes included, for contents that take very different space.

import assert from "node:assert/strict";
import type postgres from "postgres";
import { asOwner, copyProject, type ProjectServer } from "./project.ts";

/** What is counted, times this, is at least what is stored; and the other way round. */
const MOST = 1.5;

const OWNER = "user_stored";
const TABLES = [
  "artifacts",
  "libraries",
  "library.content_words",
  "library.artifact_versions",
  "library.artifact_shares",
];

interface Made {
  title?: string;
  content: string;
  tags?: string[];
  key?: string;
  /** Updates that follow. */
  updates?: { title?: string; content?: string; tags?: string[] }[];
  /** Whether it is removed after that, or the library has no room for it in the first place. */
  gone?: "removed" | "refused";
}

function words(count: number, length: number): string {
  const made = Array.from({ length: count }, () => random(length));
  return made.join(" ");
}

function random(length: number): string {
  const letters = "abcdefghijklmnopqrstuvwxyz0123456789";
  const bytes = crypto.getRandomValues(new Uint8Array(length));
  return [...bytes].map((byte) => letters[byte % letters.length]).join("");
}

/** Contents whose words come back. */
const AGAIN = Array.from({ length: 6 }, () => words(30_000, 6));
const again = (index: number) => AGAIN[index % AGAIN.length] ?? "";

const OWN_FILES = await filesBelow(new URL("../..", import.meta.url));

async function filesBelow(folder: URL): Promise<string[]> {
  const contents: string[] = [];
  for await (const { name, isFile } of Deno.readDir(folder)) {
    const path = new URL(`./${name}${isFile ? "" : "/"}`, folder);
    if (!isFile) contents.push(...await filesBelow(path));
    else if (name.endsWith(".ts")) contents.push(await Deno.readTextFile(path));
  }
  return contents;
}

/** How many of each are made, and of what. */
const FAMILIES: Record<string, [count: number, make: (index: number) => Made]> = {
  "tiny ones": [4_000, () => ({ content: "x" })],
  "long titles, tags and keys": [1_000, () => ({
    title: words(25, 7),
    content: "x",
    tags: Array.from({ length: 10 }, () => words(6, 7)),
    key: random(200),
  })],
  "different words, 256 KiB": [12, () => ({ content: words(37_000, 6) })],
  "different words, 1 MiB": [8, () => ({ content: words(149_000, 6) })],
  "long words": [12, () => ({ content: words(12_000, 20) })],
  "notes of different words": [1_000, () => ({ content: words(600, 6) })],
  "files that people wrote": [
    400,
    (index) => ({ content: OWN_FILES[index % OWN_FILES.length] ?? "" }),
  ],
  "one letter, 1 MB": [60, () => ({ content: "a".repeat(1_000_000) })],
  "contents replaced by other words": [10, () => ({
    content: words(3_000, 20),
    updates: Array.from({ length: 10 }, () => ({ content: words(3_000, 20) })),
  })],
  "titles and tags replaced by other words": [50, () => ({
    content: "x",
    updates: Array.from({ length: 50 }, () => ({
      title: words(25, 7),
      tags: Array.from({ length: 10 }, () => words(6, 7)),
    })),
  })],
  "a sentence more each time": [50, () => {
    const paragraph = words(300, 6);
    return {
      content: paragraph,
      updates: Array.from({ length: 20 }, () => ({ content: `${paragraph} ${words(10, 6)}` })),
    };
  }],
  "alternating contents": [12, (index) => ({
    content: again(index),
    updates: Array.from({ length: 4 }, (_, at) => ({ content: again(index + at + 1) })),
  })],
  "contents that are removed again and again": [
    30,
    (index) => ({ content: again(index), gone: "removed" }),
  ],
  "contents that are refused again and again": [
    12,
    (index) => ({ content: again(index), gone: "refused" }),
  ],
  "contents that are removed": [20, () => ({ content: words(37_000, 6), gone: "removed" })],
  "contents that are refused": [6, () => ({ content: words(37_000, 6), gone: "refused" })],
  "titles and tags that are removed": [400, () => ({
    title: words(25, 7),
    content: "x",
    tags: Array.from({ length: 10 }, () => words(6, 7)),
    gone: "removed",
  })],
};

/** @returns a line with the ratio of each family */
export async function checkStoredSize(server: ProjectServer): Promise<string> {
  const copy = await copyProject(server, "stored_size");
  const ratios: string[] = [];
  await asOwner(server, copy, async (sql) => {
    for (const [name, [count, make]] of Object.entries(FAMILIES)) {
      const ratio = await ratioOf(sql, count, make);
      assert.ok(
        ratio < MOST && ratio > 1 / MOST,
        `${name}: disk is ${ratio} of what is counted`,
      );
      ratios.push(`${name} ${ratio.toFixed(2)}`);
    }
    ratios.push(`saves that are cancelled ${(await ratioOfCancelled(sql)).toFixed(2)}`);
  });
  return `on disk, times what quotas count: ${ratios.join(", ")}`;
}

async function ratioOf(
  sql: postgres.Sql,
  count: number,
  make: (index: number) => Made,
): Promise<number> {
  await sql`truncate artifacts, libraries cascade`;
  const before = await sizeOf(sql);
  for (let made = 0; made < count; made++) {
    const artifact = make(made);
    await store(sql, artifact);
    // As autovacuum does, so that rows that were replaced make room.
    if (artifact.updates ?? artifact.gone) await vacuum(sql);
  }
  const [row] = await sql`select bytes from libraries where user_id = ${OWNER}`;
  return (await sizeOf(sql) - before) / Number(row?.bytes);
}

/** Saves that the time limit ends at different moments. How much of their words the index has by then varies. */
async function ratioOfCancelled(sql: postgres.Sql): Promise<number> {
  await sql`truncate artifacts, libraries cascade`;
  const before = await sizeOf(sql);
  const save = async () => {
    const content = words(37_000, 6);
    const started = performance.now();
    const [row] = await sql`
      select create_artifact(${OWNER}, 'Title', 'text', ${content}, 1000000, ${1e12}) as answer`
      .catch((error) => {
        // The limit struck before or after the part of the function that notices it.
        if (error.code !== "57014") throw error;
        return [{ answer: { refusal: "statement_timeout" } }];
      });
    return { answer: row?.answer, ms: performance.now() - started };
  };
  await save();
  const { ms } = await save();
  let cancelled = 0;
  for (let part = 0.4; part < 0.95; part += 0.03) {
    await sql.unsafe(`set statement_timeout = ${Math.round(part * ms)}`);
    const { answer } = await save();
    if (answer.refusal === "save_cancelled") cancelled++;
    else {assert.ok(
        answer.artifact ?? answer.refusal === "statement_timeout",
        JSON.stringify(answer),
      );}
  }
  await sql`reset statement_timeout`;
  assert.ok(cancelled > 5, `${cancelled} saves were cancelled`);
  const [row] = await sql`
    select bytes, artifacts, (select count(*)::integer from artifacts) as rows from libraries`;
  assert.equal(row?.artifacts, row?.rows);
  const ratio = (await sizeOf(sql) - before) / Number(row?.bytes);
  assert.ok(ratio < MOST, `saves that are cancelled: disk is ${ratio} of what is counted`);
  return ratio;
}

async function store(sql: postgres.Sql, made: Made): Promise<void> {
  const { title = "Title", content, tags = [], key = null, updates = [], gone } = made;
  const most = gone === "refused" ? 0 : 1e12;
  const [row] = await sql`
    select create_artifact(
      ${OWNER}, ${title}, 'text', ${content}, 1000000, ${most}, new_language => null,
      new_tags => ${tags}, new_idempotency_key => ${key}
    ) #>> '{artifact,id}' as id`;
  for (const [index, { title = null, content = null, tags = null }] of updates.entries()) {
    await sql`
      select update_artifact(
        ${OWNER}, ${row?.id}, ${index + 1}, ${most},
        new_title => ${title}, new_content => ${content}, new_tags => ${tags}
      )`;
  }
  if (gone) await sql`delete from artifacts where user_id = ${OWNER}`;
}

async function sizeOf(sql: postgres.Sql): Promise<number> {
  await vacuum(sql);
  const [row] = await sql`
    select sum(pg_total_relation_size(name::regclass)) as bytes from unnest(${TABLES}::text[]) as name`;
  return Number(row?.bytes);
}

async function vacuum(sql: postgres.Sql): Promise<void> {
  await sql.unsafe(`vacuum (analyze) ${TABLES.join(", ")}`);
}
