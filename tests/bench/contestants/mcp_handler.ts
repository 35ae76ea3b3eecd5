// mcp-handler with @clerk/mcp-tools, as Clerk documents it for Next.js. @clerk/backend is called directly in
// place of `auth()`, so that Next.js itself is not measured.

import { createClerkClient } from "@clerk/backend";
import { verifyClerkToken } from "@clerk/mcp-tools/server";
import { createMcpHandler, withMcpAuth } from "mcp-handler";
import { newestOf } from "./artifacts_table.ts";
import { describe, NAME, resultOf } from "./list_tool.ts";

const clerk = createClerkClient({
  secretKey: Deno.env.get("CLERK_SECRET_KEY") ?? "",
  publishableKey: Deno.env.get("CLERK_PUBLISHABLE_KEY") ?? "",
  apiUrl: Deno.env.get("CLERK_API_URL") ?? "",
  telemetry: { disabled: true },
});

const handler = createMcpHandler((server) => {
  server.registerTool(
    NAME,
    describe(),
    async ({ limit }, { http }) =>
      resultOf(await newestOf(`${http?.authInfo?.extra?.userId}`, limit)),
  );
});

async function authInfoOf(request: Request, token?: string) {
  const state = await clerk.authenticateRequest(request, { acceptsToken: "oauth_token" });
  return verifyClerkToken(state.toAuth() as Parameters<typeof verifyClerkToken>[0], token);
}

export default { fetch: withMcpAuth(handler, authInfoOf, { required: true }) };
