// The manual's log queries, on lines that function mcp wrote. They are written for ClickHouse, which Supabase's logs run
// on. Here PostgreSQL runs them, with ClickHouse's two functions on JSON defined in it.

import assert from "node:assert/strict";
import postgres from "postgres";
import { readDocument, sectionOf } from "../../documents.ts";
import { obtainTokens } from "../../local/authorize.ts";
import { startDatabase } from "../../local/database.ts";
import { startStack } from "../../local/stack.ts";
import { ask, tool } from "../ask.ts";
import type { ProjectServer } from "../postgres/project.ts";

const CLICKHOUSE = `
  create table logs (source text, timestamp timestamptz default clock_timestamp(), event_message text);
  create function jsonextractstring(line text, field text) returns text language sql immutable as
    $$ select coalesce(line::jsonb ->> field, '') $$;
  create function jsonextractfloat(line text, field text) returns double precision language sql immutable as
    $$ select coalesce((line::jsonb ->> field)::double precision, 0) $$`;

/** A slow call, which this machine would not make. */
const SLOW = {
  level: "info",
  request_id: "slow",
  method: "tools/call",
  tool: "artifact.list",
  ms: 1000.4,
};

export async function queryTheLog(server: ProjectServer): Promise<string> {
  const lines = await writtenLines();
  const manual = sectionOf(await readDocument("supabase/README.md"), "Read the log");
  const queries = [...manual.matchAll(/`(select [^`]+)`/g)].map(([, query = ""]) => query);
  assert.equal(queries.length, 6);
  const [errors = "", slow = "", ofUser = "", ofRequest = "", byUser = "", byTool = ""] = queries;
  const user = lines.find((line) => line.user !== undefined)?.user;
  const requestId = lines[0]?.request_id;
  const sql = postgres(server.urlOf("project"), { max: 1, onnotice: () => {} });
  const messages = async (query: string) =>
    (await sql.unsafe(query)).map(({ event_message }) => JSON.parse(event_message));
  try {
    await sql.begin(async (transaction) => {
      await transaction.unsafe(CLICKHOUSE);
    });
    for (const line of [...lines, SLOW]) {
      await sql`insert into logs (source, event_message) values ('function_logs', ${
        JSON.stringify(line)
      })`;
    }
    await sql`insert into logs (source, event_message) values ('postgres_logs', '{"level":"error"}')`;

    const failures = lines.filter(({ level }) => level !== "info");
    assert.ok(failures.length > 0, "the function logged an error");
    assert.deepEqual((await messages(errors)).toReversed(), failures);
    const slowLines = [...lines, SLOW].filter(({ ms }) => Number(ms) >= 1_000);
    assert.deepEqual((await messages(slow)).toReversed(), slowLines);
    const his = lines.filter((line) => line.user === user);
    assert.ok(his.length > 0 && his.length < lines.length);
    assert.deepEqual(
      (await messages(ofUser.replace("9b1f02c47d3e5a68", String(user)))).toReversed(),
      his,
    );
    const one = ofRequest.replace("5f0c0000-0000-4000-8000-000000000000", String(requestId));
    assert.deepEqual(await messages(one), lines.filter((line) => line.request_id === requestId));
    const callers = [...await sql.unsafe(byUser)];
    assert.equal(
      Number(callers.find(({ pseudonym }) => pseudonym === user)?.calls),
      lines.filter((line) => line.user === user).length,
    );
    const counts = [...await sql.unsafe(byTool)];
    const lists = lines.filter((line) =>
      line.tool === "artifact.list" && line.outcome === "ok"
    ).length;
    assert.ok(counts.some((row) =>
      row.tool === "artifact.list" && row.outcome === "ok" && Number(row.calls) === lists
    ));
  } finally {
    await sql.end();
  }
  return `log queries: 6 queries find their lines among ${lines.length}`;
}

/** What function mcp logs for calls of two users, an anonymous call, and a database that is gone. */
async function writtenLines(): Promise<Record<string, unknown>[]> {
  const lines: Record<string, unknown>[] = [];
  let fails = false;
  const stack = await startStack({
    progress: (line) => {
      const [, json] = /^mcp \| (\{.*)$/.exec(line) ?? [];
      if (json !== undefined) lines.push(JSON.parse(json));
    },
    openDatabase: async () => {
      const database = await startDatabase();
      const gone = () => Promise.resolve(Response.json({ message: "gone" }, { status: 503 }));
      return { ...database, fetch: (request) => fails ? gone() : database.fetch(request) };
    },
  });
  try {
    for (const name of ["Alice", "Bob"]) {
      const { access_token } = await obtainTokens(stack.mcpUrl, name);
      await ask(stack.mcpUrl, access_token, tool("artifact.list"));
      await ask(stack.mcpUrl, access_token, tool("artifact.kinds"));
      fails = name === "Bob";
    }
    const { access_token } = await obtainTokens(stack.mcpUrl, "Carol");
    await ask(stack.mcpUrl, access_token, tool("artifact.list"));
  } finally {
    await stack.stop();
  }
  return lines.filter(({ request_id }) => request_id !== undefined);
}
