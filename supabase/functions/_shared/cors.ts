// Cross-origin rules of both functions, as fixed headers: any page may read every answer, since
// nothing here is decided by cookies, only by the token that the page itself brings. Whose requests
// are refused by Origin is function mcp's business.

/** Goes on every answer, refusals too: browser clients must be able to read why they were refused. */
export const CORS_HEADERS: Readonly<Record<string, string>> = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Expose-Headers":
    "WWW-Authenticate, Retry-After, X-Request-Id, Server-Timing, Mcp-Session-Id, MCP-Protocol-Version",
};

/** Goes on the answer to a preflight (OPTIONS), besides {@link CORS_HEADERS}. */
export const PREFLIGHT_HEADERS: Readonly<Record<string, string>> = {
  "Access-Control-Allow-Methods": "GET, POST, OPTIONS",
  "Access-Control-Allow-Headers": [
    "Authorization",
    "Content-Type",
    "Accept",
    "MCP-Protocol-Version",
    "Mcp-Method",
    "Mcp-Name",
    "Mcp-Session-Id",
    "Last-Event-ID",
    "X-Request-Id",
  ].join(", "),
  "Access-Control-Max-Age": "86400",
};
