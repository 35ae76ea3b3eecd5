// Log lines: one JSON object per request or error. They never contain tokens, titles or contents.

/** Characters. Supabase cuts log lines at 10,000 characters, and all fields except the message are short. */
const MAX_MESSAGE = 4_000;

/** @param requestId the id sent to the client, if the error belongs to a request */
export function errorLine(error: unknown, requestId?: string): string {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const bounded = message.slice(0, MAX_MESSAGE);
  return JSON.stringify({ level: "error", request_id: requestId, name, message: bounded });
}

interface RequestFields {
  request_id: string;
  /** HTTP status. */
  status: number;
  /** Milliseconds from the request's headers to the response. */
  ms: number;
  [more: string]: string | number | undefined;
}

export function requestLine(fields: RequestFields): string {
  return JSON.stringify({ level: "info", ...fields });
}
