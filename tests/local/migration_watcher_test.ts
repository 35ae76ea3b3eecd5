// Migrations that change while the local stack runs.

import assert from "node:assert/strict";
import { watchMigrations } from "./migration_watcher.ts";
import { startDatabase } from "./database.ts";

const FIRST = "20260101000000_first.sql";
const SECOND = "20260102000000_second.sql";

/** Waits until a line matches, for at most 5 s. */
async function untilSaid(lines: readonly string[], pattern: RegExp): Promise<void> {
  const deadline = performance.now() + 5_000;
  while (!lines.some((line) => pattern.test(line))) {
    assert.ok(performance.now() < deadline, `no ${pattern} in ${JSON.stringify(lines)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function watched(
  run: (folder: string, lines: string[], query: (sql: string) => Promise<unknown>) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(`${folder}/${FIRST}`, "create table first (id int);");
  const database = await startDatabase({ kind: "memory" }, folder);
  const lines: string[] = [];
  const { migrate } = database;
  assert.ok(migrate);
  const watcher = await watchMigrations({ migrate }, folder, (line) => lines.push(line));
  try {
    await run(folder, lines, (sql) => database.sql(sql));
  } finally {
    await watcher.stop();
    await database.stop();
    await Deno.remove(folder, { recursive: true });
  }
}

/** PGlite sets an exit code of its own. */
function test(name: string, fn: () => Promise<void>): void {
  Deno.test({ name, fn, sanitizeExit: false });
}

test("a migration added while the stack runs is applied", () =>
  watched(async (folder, lines, query) => {
    assert.deepEqual(lines, []);
    await Deno.writeTextFile(`${folder}/${SECOND}`, "create table second (id int);");
    await untilSaid(lines, /applied migration 20260102000000_second/);
    assert.deepEqual(await query("select * from second"), []);
  }));

test("an applied migration that is edited is reported once, and changes nothing", () =>
  watched(async (folder, lines, query) => {
    await Deno.writeTextFile(`${folder}/${FIRST}`, "create table other (id int);");
    await untilSaid(lines, /20260101000000_first was edited after it was applied/);
    await Deno.writeTextFile(`${folder}/${SECOND}`, "create table second (id int);");
    await untilSaid(lines, /applied migration 20260102000000_second/);
    assert.equal(lines.filter((line) => /edited/.test(line)).length, 1);
    assert.deepEqual(await query("select to_regclass('other') as other"), [{ other: null }]);
  }));

test("a migration that fails is named with its reason, and applied once it is fixed", () =>
  watched(async (folder, lines) => {
    await Deno.writeTextFile(`${folder}/${SECOND}`, "create tabel second (id int);");
    await untilSaid(lines, /migration 20260102000000_second failed: .*syntax error/);
    await Deno.writeTextFile(`${folder}/${SECOND}`, "create table second (id int);");
    await untilSaid(lines, /applied migration 20260102000000_second/);
  }));
