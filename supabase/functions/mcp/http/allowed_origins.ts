// Recognizes requests from foreign web pages, which MCP requires servers to refuse (basic/transports, Security). This
// is a second line of defence: without cookies, a foreign page has no token to send.

/**
 * Origins of known clients' pages. `null` is the origin of sandboxed frames, which MCP hosts use; any other page can
 * send it too.
 */
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
 * @param configured further allowed origins
 * @returns whether a request comes from a foreign page; clients outside browsers send no `Origin`
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
