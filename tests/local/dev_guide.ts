// What a developer is told once the local stack runs: what is where and how to use it. Pure text.

import type { DatabaseLocation } from "./database.ts";
import type { DevOptions } from "./dev_options.ts";
import type { Stack } from "./stack.ts";

// As in the README: works where nothing but Node is installed.
const DENO = "npx -y deno@2.9.6";

/** The lines to print; the last one is `ready <MCP URL as clients type it>`. */
export function guide(options: DevOptions, stack: Stack): string[] {
  const { origin, clerk, database } = stack;
  const mcpUrl = (options.publicUrl ?? origin) + new URL(stack.mcpUrl).pathname;
  return [
    "",
    `MCP endpoint   ${mcpUrl}`,
    `Functions      ${origin}/functions/v1/{mcp,well-known}, loaded anew when their code changes`,
    `Data API       ${origin}/rest/v1, apikey ${database.secretKey}`,
    `Database       ${describe(options.database)}`,
    `Clerk          ${clerk.issuer} (a stand-in: sign in as anybody)`,
    ...(clerk.byHand
      ? [`  its outage   ${clerk.byHand.takeDown}`, `  and its end  ${clerk.byHand.bringBack}`]
      : []),
    "",
    `A token        ${DENO} task token alice${endpointFlag(options, mcpUrl)}`,
    `The doctor     ${DENO} task doctor ${mcpUrl} --sign-in`,
    `MCP Inspector  npx @modelcontextprotocol/inspector@2.12.0 (Node 22.19 or newer)`,
    `               Transport "Streamable HTTP", URL ${mcpUrl}, Connect, sign in`,
    ...chatGpt(options, mcpUrl),
    "",
    "Ctrl-C ends all of it.",
    `ready ${mcpUrl}`,
  ];
}

// A token is for the endpoint's public address, so its client must come by that one.
function endpointFlag({ port, publicUrl }: DevOptions, mcpUrl: string): string {
  if (publicUrl) return ` --url ${mcpUrl}`;
  return port === 54321 ? "" : ` --port ${port}`;
}

function describe(location: DatabaseLocation): string {
  if (location.kind === "memory") return "PGlite in memory, gone with this process";
  if (location.kind === "folder") {
    return `PGlite, kept in ${location.path}; delete it to start afresh`;
  }
  const { host, pathname } = new URL(location.url);
  return `PostgreSQL ${host}${pathname}`;
}

// ChatGPT's servers call the MCP endpoint and people's browsers open the sign-in page: both need an
// https address, and tokens carry both, so the stack must know them from the start.
function chatGpt({ port, clerkPort, publicUrl, clerkUrl }: DevOptions, mcpUrl: string): string[] {
  if (publicUrl && clerkUrl) {
    return [
      "ChatGPT        Settings, Apps & Connectors, Advanced settings, Developer mode; then Create:",
      `               URL ${mcpUrl}, Authentication OAuth`,
    ];
  }
  return [
    "ChatGPT        needs a tunnel to each of the two ports, for example",
    `                 cloudflared tunnel --url http://127.0.0.1:${port}`,
    `                 cloudflared tunnel --url http://127.0.0.1:${clerkPort}`,
    "               and then this stack, started again with their addresses:",
    `                 ${DENO} task dev --public-url https://… --clerk-url https://…`,
  ];
}
