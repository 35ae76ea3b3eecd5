// Searches of a user whom the planner's statistics do not know yet: many rows saved after the last ANALYZE.

import assert from "node:assert/strict";
import { asOwner, copyProject, type ProjectServer } from "./project.ts";

const KNOWN = 14_000;
const UNKNOWN = 1_300;
/** Linear searches take 20 ms; quadratic ones took 3 to 8 s. */
const MOST_MS = 500;

const QUERIES = [
  "absent",
  "number absent",
  "note 400",
  "whales",
  "whales -ships",
  '"ships whales"',
  "note 400 or absent thing",
];

function insert(owner: string, rows: number): string {
  return `insert into artifacts (user_id, title, kind, content)
    select ${owner}, 'note ' || i, 'text', 'some words about whales and ships number ' || i
    from generate_series(1, ${rows}) as i`;
}

export async function searchUnknownUser(server: ProjectServer): Promise<string> {
  const copy = await copyProject(server, "unknown_user");
  return await asOwner(server, copy, async (sql) => {
    // Otherwise the server would learn of the user meanwhile.
    for (const table of ["artifacts", "library.content_words"]) {
      await sql.unsafe(`alter table ${table} set (autovacuum_enabled = false)`);
    }
    await sql.unsafe(insert("'user_' || i % 4", KNOWN));
    await sql.unsafe("analyze artifacts; analyze library.content_words");
    await sql.unsafe(insert("'user_late'", UNKNOWN));
    const times: number[] = [];
    for (const query of QUERIES) {
      const startedAt = performance.now();
      await sql`select search_artifacts('user_late', ${query}, 21)`;
      const took = performance.now() - startedAt;
      assert.ok(took < MOST_MS, `${query} took ${took} ms`);
      times.push(took);
    }
    return `searches of a user with ${UNKNOWN} artifacts whom statistics do not know: ` +
      `${Math.round(Math.max(...times))} ms at most`;
  });
}
