// The path at which function mcp receives Clerk's webhooks. The doctor sends a test event there.

/** Relative to the functions' base URL. */
export const WEBHOOK_PATH = "/mcp/webhooks/clerk";
