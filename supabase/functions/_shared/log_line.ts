// What the operator reads: one line of JSON for each request and each error, as the platform's log keeps
// them. Never a token, a title or a content.

/** The platform cuts a line after 10,000 characters; the rest of this one is short. */
const MAX_MESSAGE = 4_000;

/** @param requestId the id that the client was given, where there is a request */
export function errorLine(error: unknown, requestId?: string): string {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const told = message.slice(0, MAX_MESSAGE);
  return JSON.stringify({ level: "error", request_id: requestId, name, message: told });
}

/** What a request was, and what became of it. */
export interface RequestFields {
  request_id: string;
  /** HTTP status. */
  status: number;
  /** Milliseconds from its headers to its answer. */
  ms: number;
  [more: string]: string | number | undefined;
}

export function requestLine(fields: RequestFields): string {
  return JSON.stringify({ level: "info", ...fields });
}
