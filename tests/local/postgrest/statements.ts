// The SQL of a request, word by word. Follows src/library/PostgREST/Query/SqlFragment.hs, Query/QueryBuilder.hs,
// Query/Statements.hs and Query/PreQuery.hs of v16.2.

import type { Read } from "./api_request.ts";
import type { Parameter, Routine, Setting } from "./schema_cache.ts";

/** A parameter: of a type that PostgreSQL infers, or JSON. */
export type Value = string | { json: string };

/** Text with `$1…`, and the parameters. */
export interface Statement {
  text: string;
  values: Value[];
}

/** Builds a statement; `bind` adds a parameter and returns its place. */
function statement(build: (bind: (value: Value) => string) => string): Statement {
  const values: Value[] = [];
  const text = build((value) => `$${values.push(value)}`);
  return { text, values };
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
const qualified = (schema: string, name: string) => `${quoted(schema)}.${quoted(name)}`;

const LAST_COLUMNS = "nullif(current_setting('response.headers', true), '') AS response_headers, " +
  "nullif(current_setting('response.status', true), '') AS response_status, '' AS response_inserted";

/** @param body the JSON text; null arguments are those that it names */
export function callStatement(
  { schema, name, parameters }: Routine,
  body: string,
  keys: ReadonlySet<string>,
  maxRows: number,
): Statement {
  const given = parameters.filter((parameter) => keys.has(parameter.name));
  const args = given.map(({ name }) => `${quoted(name)} := pgrst_body.${quoted(name)}`).join(", ");
  const call = `(SELECT ${qualified(schema, name)}(${args}) pgrst_scalar) pgrst_call`;
  return statement((bind) => {
    const from = given.length > 0
      ? `${fromJsonBody(given, bind({ json: body }))}, LATERAL `
      : "FROM ";
    return `WITH pgrst_source AS (SELECT pgrst_call.pgrst_scalar ${from}${call}) ` +
      "SELECT null::bigint AS total_result_set, 1 AS page_total, " +
      `coalesce(json_agg(_postgrest_t.pgrst_scalar)->0, 'null') AS body, ${LAST_COLUMNS} ` +
      `FROM (SELECT ${quoted(name)}.* FROM "pgrst_source" AS ${quoted(name)}   ` +
      `LIMIT ${bind(String(maxRows))} OFFSET ${bind("0")}) _postgrest_t`;
  });
}

function fromJsonBody(parameters: readonly Parameter[], body: string): string {
  const names = parameters.map(({ name }) => quoted(name)).join(", ");
  const typed = parameters.map(({ name, type }) => `${quoted(name)} ${typeInRecord(type)}`);
  return `FROM (SELECT ${body} AS json_data) pgrst_payload, ` +
    `LATERAL (SELECT ${names} FROM json_to_record(pgrst_payload.json_data) ` +
    `AS _(${typed.join(", ")}) LIMIT 1) pgrst_body `;
}

/** These would cut a value to one character. */
function typeInRecord(type: string): string {
  return type.replace(/^bit(?=$|\[)/, "bit varying").replace(
    /^character(?=$|\[)/,
    "character varying",
  );
}

export function readStatement(
  { schema, table, columns, filters }: Read,
  maxRows: number,
): Statement {
  const relation = qualified(schema, table);
  const select = columns.map((column) => `${relation}.${quoted(column)}`).join(", ");
  return statement((bind) => {
    const conditions = filters.map(({ column, equals }) =>
      ` ${relation}.${quoted(column)} = ${bind(equals)}`
    );
    const where = conditions.length > 0 ? ` WHERE ${conditions.join(" AND ")}` : "";
    return `WITH pgrst_source AS ( SELECT ${select} FROM ${relation}${where}   ` +
      `LIMIT ${bind(String(maxRows))} OFFSET ${bind("0")} )  ` +
      "SELECT null::bigint AS total_result_set, pg_catalog.count(_postgrest_t) AS page_total, " +
      `coalesce(json_agg(_postgrest_t), '[]') AS body, ${LAST_COLUMNS} ` +
      "FROM ( SELECT * FROM pgrst_source ) _postgrest_t";
  });
}

/** The variables of a transaction, in their order. */
export interface Variables {
  searchPath: string[];
  roleSettings: readonly Setting[];
  role: string;
  claims: object;
  method: string;
  path: string;
  headers: Record<string, string>;
  functionSettings: readonly Setting[];
}

/** Sets the variables until the end of the transaction. */
export function variablesStatement(variables: Variables): Statement {
  const { searchPath, roleSettings, role, claims, method, path, headers } = variables;
  return statement((bind) => {
    const fixed = (name: string, value: string) => `set_config('${name}', ${bind(value)}, true)`;
    const named = ([name, value]: Setting) => `set_config(${bind(name)}, ${bind(value)}, true)`;
    const { cookie: _, ...others } = headers;
    return "select " + [
      fixed("search_path", searchPath.map(quoted).join(", ")),
      ...roleSettings.map(named),
      fixed("role", role),
      fixed("request.jwt.claims", JSON.stringify({ ...claims, role })),
      fixed("request.method", method),
      fixed("request.path", path),
      fixed("request.headers", JSON.stringify(others)),
      fixed("request.cookies", "{}"),
      ...variables.functionSettings.map(named),
    ].join(", ");
  });
}
