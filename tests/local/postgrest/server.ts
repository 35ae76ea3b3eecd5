// The Data API through the SQL that PostgREST builds. Follows src/library/PostgREST/App.hs and AppState/Reload.hs of v16.2.
//
// PostgREST does not notice that a client has gone (https://github.com/PostgREST/postgrest/issues/699 and 3517): the
// statement runs on and is committed. An aborted request does the same here.
//
// It knows only the requests that the server sends: calls of functions that return one value, and reads with `eq` filters.
// All others fail with NotTranslated. Answers have status, body and Content-Type, but no other header of PostgREST.

import postgres from "postgres";
import { readRequest, SCHEMAS } from "./api_request.ts";
import {
  ApiError,
  databaseError,
  type DatabaseFailure,
  errorResponse,
  NotTranslated,
} from "./errors.ts";
import { planOf } from "./plan.ts";
import { loadSchemaCache, type SchemaCache } from "./schema_cache.ts";
import { JSON_AS_TEXT, runTransaction } from "./transaction.ts";

export interface PostgrestOptions {
  /** URL of the database, for role `authenticator`. */
  url: string;
  /** What the gateway makes of a key: a token of this role. No role = 401. */
  roleOf(apiKey: string): string | undefined;
  /** db-pool: how many connections. */
  poolSize?: number;
  /** db-pool-acquisition-timeout, in milliseconds. */
  acquisitionMs?: number;
}

export interface Postgrest {
  /** Answers requests whose path starts with `/rest/v1/`. */
  fetch(request: Request): Promise<Response>;
  stop(): Promise<void>;
}

const PREFIX = "/rest/v1";
/** db-extra-search-path on Supabase. */
const EXTRA_SEARCH_PATH = ["public", "extensions"];

/** Loads the schema cache, and again for each `notify pgrst`. */
export async function startPostgrest(options: PostgrestOptions): Promise<Postgrest> {
  const { url, poolSize = 10 } = options;
  const sql = postgres(url, {
    ...{ max: poolSize, connect_timeout: 10, onnotice: () => {}, types: { json: JSON_AS_TEXT } },
    connection: { application_name: "PostgREST as translated by the tests" },
    fetch_types: false,
  });
  try {
    const schema = await watchSchema(sql);
    const answer = answering(sql, options, schema.current);
    return {
      fetch: (request) => untilAborted(answer(request), request.signal),
      // The driver waits for a connection that was lost during a statement.
      stop: () => schema.settled().then(() => sql.end({ timeout: 1 })),
    };
  } catch (error) {
    await sql.end();
    throw error;
  }
}

async function watchSchema(sql: postgres.Sql) {
  let cache: SchemaCache;
  let loading: Promise<void> = Promise.resolve();
  const load = async () => void (cache = await loadSchemaCache(sql, SCHEMAS));
  await sql.listen("pgrst", (payload) => {
    if (!["", "reload schema", "reload config"].includes(payload)) return;
    // Requests keep the old cache meanwhile, and after a failure.
    loading = loading.then(load).catch(() => {});
  });
  await load();
  return { current: () => cache, settled: () => loading };
}

function answering(
  sql: postgres.Sql,
  { roleOf, acquisitionMs = 10_000 }: PostgrestOptions,
  schema: () => SchemaCache,
): (request: Request) => Promise<Response> {
  return async (request) => {
    const role = roleOf(request.headers.get("apikey") ?? "");
    if (role === undefined) return Response.json({ message: "Invalid API key" }, { status: 401 });
    const path = new URL(request.url).pathname.slice(PREFIX.length);
    try {
      const cache = schema();
      const call = await readRequest(request, path);
      const plan = planOf(call, cache);
      const body = await runTransaction(sql, plan, {
        searchPath: [call.schema, ...EXTRA_SEARCH_PATH],
        roleSettings: cache.roleSettings.get(role) ?? [],
        role,
        claims: {},
        method: request.method,
        path,
        headers: Object.fromEntries(request.headers),
        functionSettings: plan.functionSettings,
      }, acquisitionMs);
      return new Response(body, { headers: { "content-type": "application/json; charset=utf-8" } });
    } catch (error) {
      return errorResponse(apiErrorOf(error, role));
    }
  };
}

function apiErrorOf(error: unknown, role: string): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof NotTranslated || !isFailure(error)) throw error;
  return databaseError(error, role === "anon");
}

/** A SQLSTATE, or the driver's or the system's word for a lost connection. Other errors are faults of this code. */
const FAILURE = /^([0-9A-Z]{5}|CONNECTION_\w+|CONNECT_TIMEOUT|ECONN\w+|EPIPE)$/;

function isFailure(error: unknown): error is DatabaseFailure {
  return error instanceof Error && "code" in error && FAILURE.test(String(error.code));
}

/** As fetch does: the client gives up, the server does not notice. */
function untilAborted<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const abort = () => reject(signal.reason);
  if (signal.aborted) abort();
  signal.addEventListener("abort", abort, { once: true });
  return Promise.race([answer, promise]).finally(() => {
    signal.removeEventListener("abort", abort);
    promise.catch(() => {});
    answer.catch(() => {});
  });
}
