// Which web pages may call the endpoint: foreign pages are refused (MCP, basic/transports, Security). This
// is a second line: no answer depends on cookies, so an origin alone gains nothing.

/**
 * Pages of known clients. `null` is the origin of sandboxed frames, in which hosts and desktop programs
 * run pages, but any page can open one.
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
 * @param configured further origins
 * @returns whether a request comes from a page of another origin; programs send no `Origin`
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
