// The text that `task dev` prints once the stack runs: addresses, and how to use them.

import type { DatabaseLocation } from "./database.ts";
import type { DevOptions } from "./dev_options.ts";
import type { Stack } from "./stack.ts";

// Works without an installed Deno, as in the README.
const DENO = "npx -y deno@2.9.6";

/** The lines to print. The last is `ready <MCP URL>`, the URL for clients. */
export function guide(options: DevOptions, stack: Stack): string[] {
  const { origin, clerk, database } = stack;
  const mcpUrl = (options.publicUrl ?? origin) + new URL(stack.mcpUrl).pathname;
  return [
    "",
    `MCP endpoint   ${mcpUrl}`,
    `Functions      ${origin}/functions/v1/{mcp,well-known}, reloaded when their code changes`,
    `Data API       ${origin}/rest/v1, apikey ${database.secretKey}`,
    `Database       ${describe(options.database)}`,
    `Clerk          ${clerk.issuer} (a stand-in: any name signs in)`,
    ...(clerk.byHand
      ? [
        `  stop it      ${clerk.byHand.takeDown} (to see how the server behaves while Clerk is down)`,
        `  start again  ${clerk.byHand.bringBack}`,
      ]
      : []),
    "",
    `Access token   ${DENO} task token alice${endpointFlag(options, mcpUrl)}`,
    `The doctor     ${DENO} task doctor ${mcpUrl} --sign-in`,
    `Administer     SUPABASE_URL=${origin} SUPABASE_SECRET_KEY=${database.secretKey} ${DENO} task admin usage`,
    `MCP Inspector  npx @modelcontextprotocol/inspector@2.12.0 (Node 22.19 or newer)`,
    `               Transport "Streamable HTTP", URL ${mcpUrl}, Connect, sign in`,
    ...chatGpt(options, mcpUrl),
    "",
    "Stop with Ctrl-C.",
    `ready ${mcpUrl}`,
  ];
}

// Tokens are issued for the endpoint's public URL, so the command must use that URL.
function endpointFlag({ port, publicUrl }: DevOptions, mcpUrl: string): string {
  if (publicUrl) return ` --url ${mcpUrl}`;
  return portFlag(port);
}

function portFlag(port: number): string {
  return port === 54321 ? "" : ` --port ${port}`;
}

function describe(location: DatabaseLocation): string {
  if (location.kind === "memory") return "PGlite in memory, deleted when the stack stops";
  if (location.kind === "folder") {
    return `PGlite, stored in ${location.path}; delete that folder to reset it`;
  }
  const { host, pathname } = new URL(location.url);
  return `PostgreSQL ${host}${pathname}`;
}

// ChatGPT's servers call the MCP endpoint and the user's browser opens the sign-in page. Both need https URLs,
// which tokens contain, so the stack must know them at start.
function chatGpt({ port, clerkPort, publicUrl, clerkUrl }: DevOptions, mcpUrl: string): string[] {
  if (publicUrl && clerkUrl) {
    return [
      "ChatGPT        Settings, Apps & Connectors, Advanced settings, Developer mode; then Create:",
      `               URL ${mcpUrl}, Authentication OAuth`,
    ];
  }
  return [
    "ChatGPT        needs a tunnel to each of these ports, for example:",
    `                 cloudflared tunnel --url http://127.0.0.1:${port}`,
    `                 cloudflared tunnel --url http://127.0.0.1:${clerkPort}`,
    "               Then restart the stack with the tunnels' URLs:",
    `                 ${DENO} task dev${
      portFlag(port)
    } --public-url https://… --clerk-url https://…`,
  ];
}
