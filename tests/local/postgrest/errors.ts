// Errors as PostgREST answers them. Follows src/library/PostgREST/Error.hs of v16.2, without hints for misspelled names
// and without the codes that a function of ours does not raise: PGRST and PT….

/** The JSON body of an error. */
export interface ErrorBody {
  code: string;
  message: string;
  details?: string | null;
  hint?: string | null;
}

/** An error that ends a request, with its HTTP status. */
export class ApiError extends Error {
  constructor(readonly status: number, readonly body: ErrorBody) {
    super(`${body.code} ${body.message}`);
  }
}

/** The request cannot be translated: this project has never sent one of its kind. */
export class NotTranslated extends Error {
  override name = "NotTranslated";
  constructor(what: string) {
    super(`tests/local/postgrest does not translate ${what}: add it, after PostgREST's sources`);
  }
}

/** The first row whose pattern matches an SQLSTATE decides; all others are 400. */
const STATUSES: readonly [sqlstate: RegExp, status: number][] = [
  [/^(08|53(?!400)|57P01)/, 503],
  [/^(0L|0P|28)/, 403],
  [/^(23503|23505)/, 409],
  [/^25006/, 405],
  [/^(42883|42P01)/, 404],
  [/^P0001/, 400],
  [/^(09|25|2D|38|39|3B|40|53400|54|55|57|58|F0|HV|P0|XX|42P17)/, 500],
];

/** An error of PostgreSQL, or of the connection to it, as the driver throws it. */
export interface DatabaseFailure {
  code: string;
  message: string;
  detail?: string;
  hint?: string;
}

/** @param isAnonymous whether the request's role is `anon` */
export function databaseError(failure: DatabaseFailure, isAnonymous: boolean): ApiError {
  const { code, message, detail = null, hint = null } = failure;
  if (!/^[0-9A-Z]{5}$/.test(code)) return connectionError(failure);
  return new ApiError(statusOf(code, message, isAnonymous), {
    ...{ code, message, details: detail, hint },
  });
}

function statusOf(code: string, message: string, isAnonymous: boolean): number {
  if (code === "42501") return isAnonymous ? 401 : 403;
  // The extension safeupdate.
  if (code === "21000") return message.endsWith("requires a WHERE clause") ? 400 : 500;
  if (code === "22023" && /^role .* does not exist$/s.test(message)) return 401;
  return STATUSES.find(([sqlstate]) => sqlstate.test(code))?.[1] ?? 400;
}

function connectionError({ code, message }: DatabaseFailure): ApiError {
  const isRefused = /^(ECONNREFUSED|CONNECT_TIMEOUT)$/.test(code);
  return new ApiError(503, {
    code: isRefused ? "PGRST000" : "PGRST001",
    message: isRefused
      ? "Database connection error."
      : "Database client error. Retrying the connection.",
    details: message,
  });
}

/** All connections stayed busy for the acquisition time-out. */
export function poolTimeout(): ApiError {
  const message = "Timed out acquiring connection from connection pool.";
  return new ApiError(504, { code: "PGRST003", message });
}

/** @param keys names of the arguments, sorted */
export function noFunction(schema: string, name: string, keys: readonly string[]): ApiError {
  const among = keys.length > 0 ? `(${keys.join(", ")})` : " without parameters";
  const with_ = keys.length > 0
    ? ` with parameter${keys.length > 1 ? "s" : ""} ${keys.join(", ")}`
    : " without parameters";
  return new ApiError(404, {
    code: "PGRST202",
    message: `Could not find the function ${schema}.${name}${among} in the schema cache`,
    details: `Searched for the function ${schema}.${name}${with_} or with a single unnamed ` +
      "json/jsonb parameter, but no matches were found in the schema cache.",
  });
}

/** @param candidates each as `schema.name(parameter => type, …)` */
export function ambiguousFunction(candidates: readonly string[]): ApiError {
  return new ApiError(300, {
    code: "PGRST203",
    message: "Could not choose the best candidate function between: " + candidates.join(", "),
    hint: "Try renaming the parameters or the function itself in the database so function " +
      "overloading can be resolved",
  });
}

export function noTable(schema: string, name: string): ApiError {
  const message = `Could not find the table '${schema}.${name}' in the schema cache`;
  return new ApiError(404, { code: "PGRST205", message });
}

export function unknownSchema(schema: string, exposed: readonly string[]): ApiError {
  return new ApiError(406, {
    code: "PGRST106",
    message: `Invalid schema: ${schema}`,
    hint: `Only the following schemas are exposed: ${exposed.join(", ")}`,
  });
}

export function wrongMethod(method: string): ApiError {
  const message = `Cannot use the ${method} method on RPC`;
  return new ApiError(405, { code: "PGRST101", message });
}

export function invalidJson(): ApiError {
  return new ApiError(400, { code: "PGRST102", message: "Empty or invalid json" });
}

/** The answer, with every key of the body. */
export function errorResponse({ status, body }: ApiError): Response {
  return Response.json({ details: null, hint: null, ...body }, { status });
}
