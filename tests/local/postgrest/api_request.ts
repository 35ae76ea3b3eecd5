// Reads an HTTP request. Follows src/library/PostgREST/ApiRequest.hs, ApiRequest/Payload.hs and ApiRequest/QueryParams.hs
// of v16.2, for the two kinds of requests that the store sends.

import { invalidJson, NotTranslated, unknownSchema, wrongMethod } from "./errors.ts";

/** Schemas that `supabase/config.toml` exposes. */
export const SCHEMAS = ["public"];

/** POST /rpc/<name> with a JSON object. */
export interface Call {
  kind: "call";
  schema: string;
  name: string;
  /** The JSON text. */
  body: string;
  /** Keys of the object. */
  keys: ReadonlySet<string>;
}

/** GET /<table>?select=<columns>&<column>=eq.<value> */
export interface Read {
  kind: "read";
  schema: string;
  table: string;
  columns: string[];
  filters: { column: string; equals: string }[];
}

/**
 * @param path without `/rest/v1`, which the gateway removes
 * @throws {ApiError} as PostgREST answers
 * @throws {NotTranslated} for requests that the store never sends
 */
export async function readRequest(request: Request, path: string): Promise<Call | Read> {
  const [, first = "", name, ...more] = path.split("/").map(decodeURIComponent);
  if (more.length > 0) throw new NotTranslated(path);
  refusePreferences(request.headers);
  const { method } = request;
  const schema = schemaOf(request);
  if (first === "rpc" && name) {
    if (method === "GET" || method === "HEAD") throw new NotTranslated(`${method} of a function`);
    if (method !== "POST") throw wrongMethod(method);
    return { kind: "call", schema, name, ...await payloadOf(request) };
  }
  if (method !== "GET" || name !== undefined) throw new NotTranslated(`${method} ${path}`);
  return { kind: "read", schema, table: first, ...queryOf(new URL(request.url).searchParams) };
}

function refusePreferences(headers: Headers): void {
  if (headers.has("prefer") || headers.has("range")) throw new NotTranslated("Prefer and Range");
  const accepted = headers.get("accept") ?? "*/*";
  if (!/^(\*\/\*|application\/json)$/.test(accepted)) throw new NotTranslated(`Accept ${accepted}`);
}

function schemaOf({ method, headers }: Request): string {
  const profile = headers.get(method === "POST" ? "content-profile" : "accept-profile");
  if (profile === null) return SCHEMAS[0] ?? "";
  if (!SCHEMAS.includes(profile)) throw unknownSchema(profile, SCHEMAS);
  return profile;
}

async function payloadOf(request: Request): Promise<Pick<Call, "body" | "keys">> {
  if (new URL(request.url).search) throw new NotTranslated("the query of a call");
  const body = await request.text();
  const value = body === "" ? {} : parseJson(body);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new NotTranslated("a body that is no object");
  }
  return { body, keys: new Set(Object.keys(value)) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalidJson();
  }
}

const IDENTIFIERS = /^\w+(,\w+)*$/;

function queryOf(query: URLSearchParams): Pick<Read, "columns" | "filters"> {
  const select = query.get("select") ?? "*";
  if (!IDENTIFIERS.test(select)) throw new NotTranslated(`select=${select}`);
  const filters = [...query].filter(([name]) => name !== "select").map(([column, operation]) => {
    const [, equals] = /^eq\.(.*)$/s.exec(operation) ?? [];
    const isReserved = /^(columns|on_conflict|(.*\.)?(and|or|order|limit|offset))$/.test(column);
    if (equals === undefined || isReserved || !IDENTIFIERS.test(column)) {
      throw new NotTranslated(`${column}=${operation}`);
    }
    return { column, equals };
  });
  return { columns: select.split(","), filters };
}
