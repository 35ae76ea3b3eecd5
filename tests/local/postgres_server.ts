// Opens a PostgreSQL database by its URL.

import postgres from "postgres";
import { createPostgresConnection, type PostgresConnection } from "@supabase/lite/postgres";
import type { Query, Sql } from "./sql.ts";

/** An open database: SQL, lite's connection for the Data API, and close(). */
interface OpenPostgres {
  connection: PostgresConnection;
  sql: Sql;
  close(): Promise<void>;
}

/** A PostgreSQL server. Its user must be allowed to create roles. */
export interface ServerLocation {
  /** `postgres://user:password@host:port/database` */
  url: string;
}

const CONNECT_TIMEOUT_SECONDS = 5;

// lite passes JSON as text, which this driver would encode as a JSON string.
const JSON_AS_TEXT = {
  to: 3802,
  from: [3802],
  serialize: (value: unknown) => typeof value === "string" ? value : JSON.stringify(value),
  parse: (text: string): unknown => JSON.parse(text),
};

/**
 * Opens a database.
 * @throws Error with the server, without the password, and the reason
 */
export async function openServer(
  { url }: ServerLocation,
): Promise<OpenPostgres> {
  const connection = createPostgresConnection({
    url,
    postgresOptions: {
      connect_timeout: CONNECT_TIMEOUT_SECONDS,
      onnotice: () => {},
      types: { jsonb: JSON_AS_TEXT },
    },
  });
  const close = () => connection.close();
  try {
    await connection.driver`select 1`;
  } catch (error) {
    await close();
    throw new Error(`PostgreSQL at ${withoutPassword(url)} cannot be used: ${reason(error)}`);
  }
  return { connection, sql: sqlOf(connection.driver), close };
}

function withoutPassword(url: string): string {
  const { host, pathname } = new URL(url);
  return host + pathname;
}

function reason(error: unknown): string {
  if (error instanceof AggregateError) return reason(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}

function sqlOf(driver: postgres.Sql): Sql {
  const statements = (on: Pick<postgres.Sql, "unsafe">) => ({
    query: (async (text, parameters = []) => [
      ...await on.unsafe(text, parameters as postgres.ParameterOrJSON<never>[]),
    ]) as Query,
    script: async (text: string) => void await on.unsafe(text),
  });
  return {
    ...statements(driver),
    transaction: async (work) => void await driver.begin((on) => work(statements(on))),
  };
}
