// The official SDKs' clients before a server that asks for sign-in when they connect, its default.

import assert from "node:assert/strict";
import { LocalOAuthClient } from "../../local/oauth_client.ts";
import { startStack } from "../../local/stack.ts";
import { saveFindAndRead } from "./first_minute.ts";
import { type Case, CASES } from "./sdk_cases.ts";
import { Wire } from "./wire.ts";

async function signInToConnect(mcpUrl: string, { connect, spoken, revision }: Case) {
  const person = new LocalOAuthClient("Bob");
  const line = new Wire();
  const client = await connect(new URL(mcpUrl), person, line);
  assert.equal(client.revision, revision);
  await saveFindAndRead(client.callTool);
  await client.close();
  const first = line.exchanges.findIndex(({ signedIn }) => signedIn);
  const [anonymous, signedIn] = [line.exchanges.slice(0, first), line.exchanges.slice(first)];
  assert.ok(anonymous.some(({ status }) => status === 401));
  spoken(signedIn);
  for (const { signedIn: held, status } of signedIn) assert.ok(held && status < 300, `${status}`);
}

Deno.test("the official clients sign in when they connect, and work", async (t) => {
  const stack = await startStack();
  try {
    const today = Object.entries(CASES).filter(([, { wire }]) => wire === undefined);
    for (const [name, client] of today) {
      await t.step(name, () => signInToConnect(stack.mcpUrl, client));
    }
  } finally {
    await stack.stop();
  }
});
