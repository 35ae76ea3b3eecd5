// Refuses requests from foreign web pages (MCP, basic/transports, Security). A second line of defence: this
// server uses no cookies, so a foreign page has no token to send.

/** Pages of known clients. `null` is the origin of sandboxed frames, which MCP hosts use; any other page can too. */
const KNOWN_ORIGINS = [
  "https://chatgpt.com",
  "https://chat.openai.com",
  "https://claude.ai",
  "https://claude.com",
  "https://grok.com",
  "vscode-file://vscode-app",
  "null",
];

/**
 * @param resource public URL of the endpoint; its own origin is allowed
 * @param configured further origins
 * @returns whether a request comes from a page of another origin; clients outside browsers send no `Origin`
 */
export function foreignOrigin(
  resource: string,
  configured: readonly string[],
): (request: Request) => boolean {
  const allowed = new Set([new URL(resource).origin, ...KNOWN_ORIGINS, ...configured]);
  return ({ headers }) => {
    const origin = headers.get("Origin");
    return origin !== null && !allowed.has(origin);
  };
}
