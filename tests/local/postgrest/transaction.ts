// Runs a request's statements. Follows src/library/PostgREST/MainTx.hs and AppState/Pool.hs of v16.2: one transaction, its
// variables first, then one statement. Any error rolls it back, and nothing is tried again.

import type postgres from "postgres";
import { NotTranslated, poolTimeout } from "./errors.ts";
import type { Plan } from "./plan.ts";
import { type Statement, type Variables, variablesStatement } from "./statements.ts";

interface ResultRow {
  body: string;
  response_headers: string | null;
  response_status: string | null;
}

/** Type OID of json. Its values pass as text in both directions. */
const JSON_OID = 114;
export const JSON_AS_TEXT = {
  to: JSON_OID,
  from: [JSON_OID],
  serialize: (text: string) => text,
  parse: (text: string) => text,
};

/**
 * @param acquisitionMs db-pool-acquisition-timeout: how long it waits for a free connection
 * @returns the JSON text of the answer
 */
export async function runTransaction(
  sql: postgres.Sql,
  { mode, statement }: Plan,
  variables: Variables,
  acquisitionMs: number,
): Promise<string> {
  const { promise: timedOut, reject } = Promise.withResolvers<never>();
  const late = poolTimeout();
  const timer = setTimeout(() => reject(late), acquisitionMs);
  const began = performance.now();
  const answered = transact(sql, mode, async (transaction) => {
    clearTimeout(timer);
    if (performance.now() - began > acquisitionMs) throw late;
    await execute(transaction, variablesStatement(variables));
    const [row] = await execute(transaction, statement);
    return bodyOf(row);
  });
  return await Promise.race([answered, timedOut]).finally(() => {
    clearTimeout(timer);
    answered.catch(() => {});
  });
}

async function transact(
  sql: postgres.Sql,
  mode: Plan["mode"],
  run: (transaction: postgres.TransactionSql) => Promise<string>,
): Promise<string> {
  let lost: unknown;
  try {
    return await sql.begin(`isolation level read committed ${mode}`, async (transaction) => {
      try {
        return await run(transaction);
      } catch (error) {
        if (!endsConnection(error)) throw error;
        lost = error;
        // The driver rejects when the connection is closed; a ROLLBACK before that would crash it.
        return await new Promise<never>(() => {});
      }
    });
  } catch (error) {
    throw lost ?? error;
  }
}

function endsConnection(error: unknown): boolean {
  const { severity, code } = error as { severity?: string; code?: string };
  return severity === "FATAL" || severity === "PANIC" || !!code?.startsWith("CONNECTION_");
}

function execute(sql: postgres.TransactionSql, { text, values }: Statement) {
  const parameters = values.map((value) =>
    typeof value === "string" ? value : sql.typed(value.json as never, JSON_OID)
  );
  // A prepared statement per text, which PostgreSQL may give a generic plan after five uses.
  return sql.unsafe<ResultRow[]>(text, parameters, { prepare: true });
}

function bodyOf(row: ResultRow | undefined): string {
  if (!row || row.response_headers !== null || row.response_status !== null) {
    throw new NotTranslated("response.headers and response.status");
  }
  return row.body;
}
