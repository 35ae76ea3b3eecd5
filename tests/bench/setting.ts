// What all contestants run against: stand-ins for PostgREST and Clerk in a process of their own, the
// variables that lead there, and tokens.

import { startChild } from "../local/child_process.ts";
import { complain } from "../local/terminal.ts";
import { createTokens } from "./tokens.ts";

const RESOURCE = "https://bench.example.com/functions/v1/mcp";

export interface Setting {
  /** Variables of every contestant. */
  environment: Record<string, string>;
  /** A token of each user. */
  good: string[];
  /** Tokens that must not pass, by what is wrong with them. */
  bad: Record<string, string>;
  /** Requests to the database so far, and their connections. */
  databaseUse(): Promise<{ requests: number; connections: number }>;
  stop(): Promise<void>;
}

export async function startSetting(): Promise<Setting> {
  const tokens = await createTokens();
  const listening = Promise.withResolvers<string>();
  const standIns = startChild({
    args: ["run", "-A", "--no-check", "tests/bench/stand_ins.ts", tokens.jwks],
    onLine: (line) => {
      const port = /^listening on (\d+)$/.exec(line)?.[1];
      if (port === undefined) complain(`stand-ins | ${line}`);
      else listening.resolve(port);
    },
  });
  const origin = `http://127.0.0.1:${await listening.promise}`;
  return {
    environment: {
      SUPABASE_URL: origin,
      SUPABASE_SECRET_KEY: "sb_secret_bench",
      CLERK_ISSUER: origin,
      CLERK_API_URL: origin,
      CLERK_SECRET_KEY: "sk_test_bench",
      CLERK_PUBLISHABLE_KEY: `pk_test_${btoa(`${new URL(origin).host}$`)}`,
      MCP_RESOURCE_URL: RESOURCE,
      // Greetings come without a token, and calls by the canonical names.
      MCP_SIGN_IN: "call",
      MCP_TOOL_NAMES: "dotted",
      // One user makes all calls, and more than a user may.
      MCP_CALLS_PER_MINUTE: "100000000",
    },
    ...await tokens.mint(origin, RESOURCE),
    databaseUse: async () => await (await fetch(`${origin}/database-use`)).json(),
    stop: standIns.stop,
  };
}
