// Lets the project's address, which leads somewhere only on Supabase (http://kong:8000, or a hosted
// project's), lead to the local gateway. Knows no path.

/**
 * Sends requests for `project` to `gateway`; all others go where they say.
 * @param project URL of the project, as in `SUPABASE_URL`
 * @param gateway origin of the gateway
 */
export function leadProjectTo(project: string, gateway: string): void {
  const { origin } = new URL(project);
  const send = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (url.origin !== origin) return send(input, init);
    const local = gateway + url.pathname + url.search;
    return send(input instanceof Request ? new Request(local, input) : local, init);
  };
}
