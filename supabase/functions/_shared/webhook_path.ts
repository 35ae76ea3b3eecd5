// Where function mcp receives Clerk's webhooks. The doctor looks there.

/** Below the functions' base URL. */
export const WEBHOOK_PATH = "/mcp/webhooks/clerk";
