// Redirects requests for the project's address, which exists only on Supabase (http://kong:8000 or a hosted
// project's URL), to the local gateway.

/**
 * Sends requests for `project` to `gateway`; other requests are unchanged.
 * @param project URL of the project, as in `SUPABASE_URL`
 * @param gateway origin of the gateway
 */
export function redirectProjectTo(project: string, gateway: string): void {
  const { origin } = new URL(project);
  const send = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (url.origin !== origin) return send(input, init);
    const local = gateway + url.pathname + url.search;
    return send(input instanceof Request ? new Request(local, input) : local, init);
  };
}
