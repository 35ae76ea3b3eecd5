// On hosted projects, the extension safeupdate refuses UPDATE and DELETE without WHERE for requests through the Data API,
// also inside of functions. No local database has it.

import assert from "node:assert/strict";

const MIGRATIONS = new URL("../supabase/migrations/", import.meta.url);

/** Statements that change rows: from their first word to the end of the statement or of the query around it. */
function unsafeStatements(sql: string): string[] {
  const code = sql.replaceAll(/--.*$/gm, "").replaceAll(/'(?:[^']|'')*'/g, "''");
  const changes =
    code.match(/\b(?:update\s+[\w.]+(?:\s+as\s+\w+)?\s+set|delete\s+from)\b[^;]*/gi) ?? [];
  return changes.filter((statement) => !/\bwhere\b/i.test(withoutSubqueries(statement)))
    .map((statement) => statement.replaceAll(/\s+/g, " ").trim());
}

/** The WHERE of a query in brackets is not the statement's. */
function withoutSubqueries(statement: string): string {
  const outer = statement.replaceAll(/\([^()]*\)/g, "");
  return outer === statement ? outer : withoutSubqueries(outer);
}

Deno.test("every UPDATE and DELETE of a migration has WHERE", async () => {
  let statements = 0;
  for await (const { name } of Deno.readDir(MIGRATIONS)) {
    const sql = await Deno.readTextFile(new URL(name, MIGRATIONS));
    statements +=
      sql.match(/\b(?:update\s+[\w.]+(?:\s+as\s+\w+)?\s+set|delete\s+from)\b/gi)?.length ?? 0;
    assert.deepEqual(unsafeStatements(sql), [], `${name}: add WHERE, such as "where singleton"`);
  }
  assert.ok(statements > 20, `${statements} statements`);
});

Deno.test("a statement without WHERE is found, in a function as well", () => {
  assert.deepEqual(unsafeStatements("update public.a set b = 1; delete from a where b;"), [
    "update public.a set b = 1",
  ]);
  assert.deepEqual(
    unsafeStatements("create function f() as $$ begin delete\n from a; -- where\n end $$;"),
    ["delete from a"],
  );
  assert.deepEqual(unsafeStatements("update a set b = 'where';"), ["update a set b = ''"]);
  assert.deepEqual(unsafeStatements("update a set b = (select c from d where e)"), [
    "update a set b = (select c from d where e)",
  ]);
  assert.deepEqual(unsafeStatements("insert into a on conflict do update set b = 1;"), []);
});
