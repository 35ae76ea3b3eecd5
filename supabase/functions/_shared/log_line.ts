// How an error is told to the operator: one line of JSON, as the platform's log keeps it. Never a
// token, a title or a content.

/** @param requestId the id that the client was given, where there is a request */
export function errorLine(error: unknown, requestId?: string): string {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return JSON.stringify({ level: "error", request_id: requestId, name, message });
}
