// Faults of an answer to any request: in its status, its form, its time, and secrets in it.

import { isObject } from "../../../supabase/functions/mcp/json/value.ts";
import type { FuzzAnswer, FuzzRequest } from "./request.ts";

/** Milliseconds within which everything is answered. */
export const LIMIT_MS = 5_000;

/** Every status there is a reason for; 500 and what a gateway says of a broken function are not. */
export const STATUSES: ReadonlySet<number> = new Set(
  [200, 202, 204, 400, 401, 403, 404, 405, 408, 413, 415, 429, 431, 503],
);

/** What a client must never read: the inside of this server, of its packages, of the database. */
const INSIDE = [
  /\n\s+at |\\n\s+at /,
  /file:\/\/|\.ts:\d|\.js:\d|node_modules|deno:/,
  /\b(Type|Range|Syntax|Reference|Zod|ArtifactStore|Postgres|Deno)Error\b/,
  /\bundefined\b|\[object \w/,
  /PostgREST|PGRST|supabase-js|pglite|\bkong\b|\bpg_\w|\bpublic\.\w|\blibrary\.(artifact|call|content|project)|supabase_\w/i,
  /\b(tsquery|tsvector|jsonb|plpgsql|SQLSTATE|relation "|violates|constraint "|syntax error)/,
  // SQLSTATE codes; a user's usage may be as many bytes.
  /(?<!bytes":)\b(22P0\d|42P\d\d|P000\d|XX00\d|2202\d|23505|23514|42501|42883|54000|57014)\b(?! bytes)/,
  /WORKER_ERROR|BOOT_ERROR|Function exited/,
  // Every unexpected exception ends in one of these. The number may also be the beginning of an id's end.
  /Something went wrong|Internal error|-32603\b/,
];

/**
 * @param secrets texts that no answer may hold: keys and tokens
 * @returns a sentence for each thing that is wrong
 */
export function faultsOf(
  request: FuzzRequest,
  { status, headers, text, ms }: FuzzAnswer,
  secrets: readonly string[],
): string[] {
  const everything = [...headers].map((header) => header.join(": ")).join("\n") + "\n" + text;
  return [
    ...(STATUSES.has(status) ? [] : [`status ${status}`]),
    ...(ms <= LIMIT_MS ? [] : [`answered after ${ms.toFixed(0)} ms`]),
    ...leaksIn(everything, secrets),
    ...formFaults(request, status, headers.get("Content-Type"), text),
  ];
}

/** @returns what a text gives away */
export function leaksIn(text: string, secrets: readonly string[]): string[] {
  const found = INSIDE.flatMap((pattern) => pattern.exec(text)?.[0] ?? []);
  return [
    ...found.map((leak) => `tells ${JSON.stringify(leak)}`),
    ...secrets.filter((secret) => secret !== "" && text.includes(secret)).map(() =>
      "tells a secret"
    ),
  ];
}

function formFaults(
  request: FuzzRequest,
  status: number,
  type: string | null,
  text: string,
): string[] {
  if (request.method === "HEAD") return text === "" ? [] : ["HEAD has a body"];
  if (status === 202 || status === 204) return text === "" ? [] : [`${status} has a body`];
  if (type === "text/event-stream") return streamFaults(request, text);
  const message = parsed(text);
  if (message === undefined || type !== "application/json") {
    return [`no JSON but ${type}: ${text.slice(0, 80)}`];
  }
  const isRpc = request.path === "/mcp" && request.method === "POST";
  return isRpc ? rpcFaults(request, status, message) : [];
}

function streamFaults(request: FuzzRequest, text: string): string[] {
  const events = text.split("\n\n").slice(0, -1);
  const messages = events.map((event) => parsed(event.replace(/^event: message\ndata: /, "")));
  if (messages.length === 0 || messages.includes(undefined)) return ["an event is no message"];
  return rpcFaults(request, 200, messages.at(-1));
}

/** Above it the token is verified before the body is read. */
const MAX_ID = 1_000;
const SMALL_BODY = 64 * 1024;

function rpcFaults({ id, body }: FuzzRequest, status: number, message: unknown): string[] {
  if (!isObject(message) || message.jsonrpc !== "2.0") return ["no JSON-RPC"];
  const { error, result } = message;
  const well = error === undefined
    ? isObject(result) && typeof message.id !== "object"
    : isObject(error) && Number.isSafeInteger(error.code) && typeof error.message === "string" &&
      result === undefined;
  // Refusals before the body is parsed cannot repeat its id. An id that is too long is not repeated either.
  const known = id === undefined || status === 413 || status === 415 || status === 403 ||
    (status === 400 && isObject(error) && /^The body holds more than/.test(`${error.message}`)) ||
    (status === 400 && `${id}`.length > MAX_ID) ||
    ((status === 401 || status === 503) && (body?.length ?? 0) > SMALL_BODY);
  return [
    ...(well ? [] : ["neither a result nor an error"]),
    ...(status === 200 || error !== undefined || status === 401 || status === 403
      ? []
      : [`${status} with a result`]),
    ...(known || Object.is(message.id, id) || message.id === id ? [] : ["another id"]),
  ];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
