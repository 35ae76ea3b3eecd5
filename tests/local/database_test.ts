// The local database: migrations as by Supabase's CLI, keys and grants as in a project.

import assert from "node:assert/strict";
import { type Database, type DatabaseLocation, startDatabase } from "./database.ts";

/** Runs with temporary folders for data and migrations. */
async function inFolders(use: (data: string, migrations: Migrations) => Promise<void>) {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.mkdir(`${folder}/migrations`);
    await use(`${folder}/data`, new Migrations(`${folder}/migrations`));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

class Migrations {
  constructor(readonly folder: string) {}
  write = (name: string, sql: string) => Deno.writeTextFile(`${this.folder}/${name}`, sql);
}

async function withDatabase<T>(
  location: DatabaseLocation,
  migrations: string | undefined,
  use: (database: Database) => Promise<T>,
): Promise<T> {
  const database = await startDatabase(location, migrations);
  try {
    return await use(database);
  } finally {
    await database.stop();
  }
}

function ask({ fetch }: Database, path: string, apikey?: string): Promise<Response> {
  return fetch(
    new Request(`http://local/rest/v1/${path}`, { headers: { ...(apikey && { apikey }) } }),
  );
}

const history = ({ sql }: Database) =>
  sql("select version, name from supabase_migrations.schema_migrations order by version");

Deno.test("migrations are applied in order and once; an existing database gets only new ones", async () => {
  await inFolders(async (path, migrations) => {
    const location: DatabaseLocation = { kind: "folder", path };
    await migrations.write("20260102000000_second.sql", "insert into t values ('second');");
    await migrations.write("20260101000000_first.sql", "create table public.t (name text);");
    await migrations.write("2026_notes.sql", "this is no migration");
    await withDatabase(location, migrations.folder, async (database) => {
      assert.deepEqual(await history(database), [
        { version: "20260101000000", name: "first" },
        { version: "20260102000000", name: "second" },
      ]);
      await assert.rejects(
        startDatabase(location, migrations.folder),
        /is open in another process/,
      );
    });

    await migrations.write("20260103000000_third.sql", "insert into t values ('third');");
    await withDatabase(location, migrations.folder, async ({ sql }) => {
      assert.deepEqual(await sql("select name from t"), [{ name: "second" }, { name: "third" }]);
    });
  });
});

Deno.test("a failing migration is rolled back and named; earlier ones stay", async () => {
  await inFolders(async (path, migrations) => {
    const location: DatabaseLocation = { kind: "folder", path };
    await migrations.write("20260101000000_good.sql", "create table public.good (id int);");
    const failures = {
      // Succeeds, but cannot be recorded: its version exists.
      "20260101000000_twin": ["create table public.bad (id int);", /duplicate key/],
      "20260102000000_bad": ["create table public.bad (id int); select nonsense;", /"nonsense"/],
    } as const;
    for (const [name, [sql, reason]] of Object.entries(failures)) {
      await migrations.write(`${name}.sql`, sql);
      await assert.rejects(startDatabase(location, migrations.folder), ({ message }: Error) => {
        assert.ok(message.startsWith(`migration ${name} failed: `), message);
        return reason.test(message);
      });
      await Deno.remove(`${migrations.folder}/${name}.sql`);
    }
    await withDatabase(location, migrations.folder, async (database) => {
      assert.deepEqual(await history(database), [{ version: "20260101000000", name: "good" }]);
      const tables = await database.sql("select to_regclass('good') good, to_regclass('bad') bad");
      assert.deepEqual(tables, [{ good: "good", bad: null }]);
    });
  });
});

const GRANTS = `
  create table public.granted (id int);
  alter table public.granted enable row level security;
  revoke all on public.granted from anon, authenticated, service_role;
  grant select on public.granted to service_role;
  create table public.forgotten (id int);
  revoke all on public.forgotten from anon, authenticated, service_role;
`;

/** API roles that may select, insert, update or delete in a table. */
async function rolesWithAccess({ sql }: Database, table: string): Promise<unknown[]> {
  const rows = await sql(
    `select role from unnest('{anon,authenticated,service_role}'::text[]) role
      where has_table_privilege(role, $1, 'select,insert,update,delete')`,
    [table],
  );
  return rows.map(({ role }) => role);
}

Deno.test("the Data API needs a key, and grants only what migrations grant", async () => {
  await inFolders(async (_, migrations) => {
    await migrations.write("20260101000000_grants.sql", GRANTS);
    await withDatabase({ kind: "memory" }, migrations.folder, async (database) => {
      const { secretKey, publishableKey } = database;
      for (const key of [undefined, "", "sb_secret_other", `${secretKey}x`]) {
        assert.equal((await ask(database, "granted", key)).status, 401, `key ${key}`);
      }
      assert.deepEqual(await (await ask(database, "granted", secretKey)).json(), []);
      const refusal = await ask(database, "granted", publishableKey);
      assert.equal((await refusal.json()).code, "42501");
      assert.deepEqual(await rolesWithAccess(database, "granted"), ["service_role"]);
      assert.deepEqual(await rolesWithAccess(database, "forgotten"), []);
    });
  });
});

Deno.test("only the secret key can access artifacts", async () => {
  await withDatabase({ kind: "memory" }, undefined, async (database) => {
    const rows = await ask(database, "artifacts?select=id", database.secretKey);
    assert.deepEqual(await rows.json(), []);
    assert.deepEqual(await rolesWithAccess(database, "artifacts"), ["service_role"]);
  });
});
