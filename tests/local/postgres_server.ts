// Opens a PostgreSQL server by its URL. Knows nothing of migrations or the Data API.

import postgres from "postgres";
import { createPostgresConnection, type PostgresConnection } from "@supabase/lite/postgres";
import type { Query, Sql } from "./sql.ts";

/** An open database: SQL on it, lite's connection for the Data API, and its end. */
export interface OpenPostgres {
  connection: PostgresConnection;
  sql: Sql;
  close(): Promise<void>;
}

/** Where a server is; its user may create roles. */
export interface ServerLocation {
  /** `postgres://user:password@host:port/database` */
  url: string;
  /** Sees every statement before it is sent. */
  onStatement?: (text: string, parameters: unknown[]) => void;
}

const CONNECT_TIMEOUT_SECONDS = 5;

// lite hands JSON over as text, which this driver would otherwise make a JSON string of.
const JSON_AS_TEXT = {
  ...{ to: 3802, from: [3802] },
  serialize: (value: unknown) => typeof value === "string" ? value : JSON.stringify(value),
  parse: (text: string): unknown => JSON.parse(text),
};

/**
 * Opens a database.
 * @throws Error that names the server, never the password, and says why it cannot be used
 */
export async function openServer(
  { url, onStatement }: ServerLocation,
): Promise<OpenPostgres> {
  const connection = createPostgresConnection({
    url,
    postgresOptions: {
      connect_timeout: CONNECT_TIMEOUT_SECONDS,
      onnotice: () => {},
      types: { jsonb: JSON_AS_TEXT },
      ...(onStatement && { debug: (_, text, parameters) => onStatement(text, parameters) }),
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
