// Cross-origin rules of both functions. Any page may read every answer: nothing here is decided by
// cookies, only by the token that the page itself brings. Whose requests are refused by Origin is
// function mcp's business.

/** The part of hono's options that is set here. */
interface CorsOptions {
  origin: string;
  allowMethods: string[];
  allowHeaders: string[];
  exposeHeaders: string[];
  /** Seconds a preflight may be remembered. */
  maxAge: number;
}

/**
 * Options for hono's `cors` middleware.
 * @param methods the methods the function takes, as preflights announce them
 */
export function corsFor(methods: string[]): CorsOptions {
  return {
    origin: "*",
    allowMethods: [...methods, "OPTIONS"],
    allowHeaders: [
      "Authorization",
      "Content-Type",
      "Accept",
      "MCP-Protocol-Version",
      "Mcp-Method",
      "Mcp-Name",
      "Mcp-Session-Id",
      "Last-Event-ID",
    ],
    // Browser clients must be able to read why they were refused.
    exposeHeaders: [
      "WWW-Authenticate",
      "Retry-After",
      "X-Request-Id",
      "Mcp-Session-Id",
      "MCP-Protocol-Version",
    ],
    maxAge: 86400,
  };
}
