// Functions `mcp` of the running stack that take the tokens of a fake Clerk, which mints what no real one would.

import type { FakeClerk } from "../../mcp/auth/fake_clerk.ts";
import { startFakeClerk } from "../../mcp/auth/fake_clerk.ts";
import { call, RESOURCE } from "../../mcp/in_process.ts";
import { modern } from "../../mcp/modern_request.ts";
import type { Parts } from "../../local/parts.ts";
import type { Stack } from "../../local/stack.ts";
import { startMcp } from "../mcp_process.ts";

/** A tool's call as the two revisions of MCP send it. */
export const LISTS = {
  "2025-11-25": { message: call("artifact.list"), headers: {} },
  "2026-07-28": modern("tools/call", { name: "artifact.list", arguments: {} }),
};
export type RevisionName = keyof typeof LISTS;
export const REVISIONS = Object.keys(LISTS) as RevisionName[];

/** What came back. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  ms: number;
}

export interface TokenServer {
  clerk: FakeClerk;
  /** Calls a tool that needs sign-in. */
  list(token: string, revision?: RevisionName): Promise<Answer>;
  /** Whether the keys, or what an opaque token is, were asked for: how often so far. */
  asked(): number;
}

const PATIENCE_MS = 10_000;

/**
 * Starts one with a Clerk of its own.
 * @param variables besides those that every project has
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
    asked: () => clerk.requests.length,
    async list(token, revision = "2025-11-25") {
      const { message, headers } = LISTS[revision];
      const started = performance.now();
      const response = await fetch(`${origin}/mcp`, {
        method: "POST",
        headers: {
          "Content-Type": "application/json",
          Authorization: `Bearer ${token}`,
          ...headers,
        },
        body: JSON.stringify(message),
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      const text = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        text,
        ms: performance.now() - started,
      };
    },
  };
}
