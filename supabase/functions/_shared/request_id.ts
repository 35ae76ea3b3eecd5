// The id under which the client, the log and whoever stands between them speak of one request.

// A UUID or the like, in hexadecimal: no secret of ours, of Clerk's or of Supabase's looks like one, so
// none gets into the log this way.
const TAKEN = /^[0-9a-f][0-9a-f-]{14,62}[0-9a-f]$/i;

/** @returns the request's own `X-Request-Id`, if it is a plain one, or a new one */
export function requestIdOf(headers: Headers): string {
  const given = headers.get("X-Request-Id");
  return given !== null && TAKEN.test(given) ? given : crypto.randomUUID();
}
