// The official SDKs' clients find their way in by themselves, in every revision they can choose: discovery, registration,
// sign-in with PKCE, and the three tools, over HTTP on the local stack. Here a tool call asks for sign-in.

import assert from "node:assert/strict";
import { TOOLS } from "../../../supabase/functions/mcp/tools/mod.ts";
import { LocalOAuthClient } from "../../local/oauth_client.ts";
import { startStack } from "../../local/stack.ts";
import { sendToOldServer } from "./before_2026.ts";
import { saveFindAndRead } from "./first_minute.ts";
import { connectV2 } from "./sdk_clients.ts";
import { type Case, CASES } from "./sdk_cases.ts";
import { MODERN, Wire } from "./wire.ts";

async function signInAndWork(mcpUrl: string, { connect, revision, wire, spoken }: Case) {
  const person = new LocalOAuthClient("Alice");
  const line = wire?.() ?? new Wire();
  const client = await connect(new URL(mcpUrl), person, line);
  assert.equal(client.revision, revision);
  assert.equal((await client.listTools()).tools.length, TOOLS.length);

  const list = { name: "artifact.list", arguments: {} };
  await assert.rejects(() => client.callTool(list), client.Unauthorized);
  await client.finishAuth();
  await saveFindAndRead(client.callTool);
  await client.close();

  spoken(line.exchanges);
  const calls = line.exchanges.filter(({ method }) => method === "tools/call");
  const [refused, ...answered] = calls.map(({ signedIn, status }) => ({ signedIn, status }));
  assert.deepEqual(refused, { signedIn: false, status: 401 });
  for (const call of answered) assert.deepEqual(call, { signedIn: true, status: 200 });
}

Deno.test("the official clients sign in when a tool call asks them to, and work", async (t) => {
  const stack = await startStack({ environment: { MCP_SIGN_IN: "call" } });
  try {
    for (const [name, client] of Object.entries(CASES)) {
      await t.step(name, () => signInAndWork(stack.mcpUrl, client));
    }
    await t.step("SDK v2, pinned to 2026-07-28, refuses a server of 2025-11-25", async () => {
      const connect = connectV2({ pin: MODERN });
      const person = new LocalOAuthClient("Alice");
      const wire = new Wire(sendToOldServer);
      await assert.rejects(() => connect(new URL(stack.mcpUrl), person, wire), /2026-07-28/);
    });
  } finally {
    await stack.stop();
  }
});
