// Databases on the throw-away server that look like a Supabase project before its first migration, and
// copies of them. Knows no table of ours.

import postgres from "postgres";
import { type Server, startServer } from "./server.ts";

/** Who made the base image of a project. Migrations are not pushed by this one, but by `postgres`. */
const SUPERUSER = "supabase_admin";
const OWNER = "postgres";
/** Who PostgREST connects as. */
const AUTHENTICATOR = "authenticator";

const SHIMS = ["../../local/platform.sql", "./hosted.sql"]
  .map((file) => new URL(file, import.meta.url));

export interface ProjectServer extends Server {
  /** URL of a database, for the role that migrations run as, or for another one that may log in. */
  urlOf(database: string, user?: typeof OWNER | typeof SUPERUSER | typeof AUTHENTICATOR): string;
}

/**
 * Starts a server with one database, `project`, that nothing was migrated in.
 * @param settings of the server, each `name=value`
 */
export async function startProject(settings: string[] = []): Promise<ProjectServer> {
  const server = await startServer(SUPERUSER, settings);
  const { port, password } = server;
  const urlOf: ProjectServer["urlOf"] = (database, user = OWNER) =>
    `postgresql://${user}:${password}@127.0.0.1:${port}/${database}?sslmode=disable`;
  const project = { ...server, urlOf };
  try {
    await asSuperuser(project, "template1", (sql) => sql.unsafe("create database project"));
    await asSuperuser(project, "project", async (sql) => {
      for (const shim of SHIMS) await sql.unsafe(await Deno.readTextFile(shim));
      await sql.unsafe(`alter role ${OWNER} password '${password}';
        alter role ${AUTHENTICATOR} password '${password}';
        alter database project owner to ${OWNER}`);
    });
    return project;
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Copies the whole of `project`, which must have no open connection. @returns the copy's name */
export async function copyProject(project: ProjectServer, name: string): Promise<string> {
  await asSuperuser(project, "template1", (sql) => {
    return sql.unsafe(`create database ${name} template project owner ${OWNER}`);
  });
  return name;
}

/** Has an extension in the database while `use` runs. On a hosted project its owner may create it. */
export async function withExtension<T>(
  server: ProjectServer,
  database: string,
  name: string,
  use: () => Promise<T>,
): Promise<T> {
  const change = (statement: string) =>
    asSuperuser(server, database, (sql) => sql.unsafe(statement));
  await change(`create extension ${name} schema extensions`);
  const result = await use();
  await change(`drop extension ${name}`);
  return result;
}

/** Connects as the superuser while `use` runs. */
export function asSuperuser<T>(
  { urlOf }: ProjectServer,
  database: string,
  use: (sql: postgres.Sql) => Promise<T>,
  onnotice?: (notice: postgres.Notice) => void,
): Promise<T> {
  return connected(urlOf(database, SUPERUSER), use, onnotice);
}

/** Connects as the owner of the project, who is no superuser, while `use` runs. */
export function asOwner<T>(
  { urlOf }: ProjectServer,
  database: string,
  use: (sql: postgres.Sql) => Promise<T>,
): Promise<T> {
  return connected(urlOf(database), use);
}

async function connected<T>(
  url: string,
  use: (sql: postgres.Sql) => Promise<T>,
  onnotice: (notice: postgres.Notice) => void = () => {},
): Promise<T> {
  const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice });
  try {
    return await use(sql);
  } finally {
    await sql.end();
  }
}
