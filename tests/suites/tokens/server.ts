// Functions `mcp` of the running stack that take the tokens of a fake Clerk, which mints what no real one would.

import { type FakeClerk, startFakeClerk } from "../../mcp/auth/fake_clerk.ts";
import { RESOURCE } from "../../mcp/in_process.ts";
import type { Parts } from "../../local/parts.ts";
import type { Stack } from "../../local/stack.ts";
import { type Answer, ask, type Revision, tool } from "../ask.ts";
import { startMcp } from "../mcp_process.ts";

export interface TokenServer {
  clerk: FakeClerk;
  /** Calls a tool that needs sign-in. */
  list(token: string, revision?: Revision): Promise<Answer>;
  /** Requests to Clerk so far, for keys and for opaque tokens. */
  clerkRequests(): number;
}

/** Needs sign-in. */
export const LIST = tool("artifact.list");

/**
 * Starts one with a Clerk of its own.
 * @param variables in addition to those of every project
 */
export async function startTokenServer(
  stack: Stack,
  parts: Parts,
  variables: (clerk: FakeClerk) => Record<string, string> = () => ({}),
): Promise<TokenServer> {
  const clerk = await parts.add(startFakeClerk(RESOURCE));
  const { origin } = await parts.add(startMcp(stack, {
    variables: {
      CLERK_PUBLISHABLE_KEY: clerk.publishableKey,
      CLERK_ISSUER: clerk.issuer,
      CLERK_API_URL: clerk.apiUrl,
      CLERK_SECRET_KEY: clerk.secretKey,
      MCP_RESOURCE_URL: RESOURCE,
      ...variables(clerk),
    },
  }));
  return {
    clerk,
    clerkRequests: () => clerk.requests.length,
    list: (token, revision) => ask(`${origin}/mcp`, token, LIST, revision),
  };
}
