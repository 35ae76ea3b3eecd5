// The request id, shared by the client, the log and the proxies between them.

// Accepts UUIDs and similar hexadecimal ids. No secret of this project, Clerk or Supabase has this form. So a secret
// that a client sends as an id does not reach the log.
const ACCEPTED = /^[0-9a-f][0-9a-f-]{14,62}[0-9a-f]$/i;

/** @returns the request's `X-Request-Id` if it has an accepted form, else a new id */
export function requestIdOf(headers: Headers): string {
  const given = headers.get("X-Request-Id");
  return given !== null && ACCEPTED.test(given) ? given : crypto.randomUUID();
}
