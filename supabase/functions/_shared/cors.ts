// CORS headers of both functions. Any web page may read every response, because requests are authorized by tokens and
// never by cookies. In addition, function mcp refuses unknown values of `Origin`.

/** Sent with every response, including refusals: browser clients must be able to read the reason. */
export const CORS_HEADERS: Readonly<Record<string, string>> = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Expose-Headers":
    "WWW-Authenticate, Retry-After, X-Request-Id, Server-Timing, Mcp-Session-Id, MCP-Protocol-Version",
};

/** Sent with preflight responses (OPTIONS), in addition to {@link CORS_HEADERS}. */
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
