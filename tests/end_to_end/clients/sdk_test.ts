// The official SDKs' clients find their way in by themselves, in every revision they can choose:
// discovery, registration, sign-in with PKCE, and the three tools, over HTTP on the local stack.

import assert from "node:assert/strict";
import { TOOLS } from "../../../supabase/functions/mcp/tools/mod.ts";
import { LocalOAuthClient } from "../../local/oauth_client.ts";
import { startStack } from "../../local/stack.ts";
import { sendToOldServer } from "./before_2026.ts";
import { saveFindAndRead } from "./first_minute.ts";
import { type Connect, connectV1, connectV2 } from "./sdk_clients.ts";
import { assertLegacy, assertModern, type Exchange, LEGACY, MODERN, Wire } from "./wire.ts";

interface Case {
  connect: Connect;
  revision: string;
  wire?: () => Wire;
  spoken: (exchanges: readonly Exchange[]) => void;
}

function assertProbedFirst([probe, ...others]: readonly Exchange[]): void {
  assert.equal(probe?.method, "server/discover");
  assertModern([probe]);
  assertLegacy(others);
}

const CASES: Record<string, Case> = {
  "SDK v1": { connect: connectV1, revision: LEGACY, spoken: assertLegacy },
  "SDK v2, as it is by default": {
    connect: connectV2("legacy"),
    revision: LEGACY,
    spoken: assertLegacy,
  },
  "SDK v2, pinned to 2026-07-28": {
    connect: connectV2({ pin: MODERN }),
    revision: MODERN,
    spoken: assertModern,
  },
  "SDK v2, choosing by itself": {
    connect: connectV2("auto"),
    revision: MODERN,
    spoken: assertModern,
  },
  "SDK v2, choosing by itself before a server of 2025-11-25": {
    connect: connectV2("auto"),
    revision: LEGACY,
    wire: () => new Wire(sendToOldServer),
    spoken: assertProbedFirst,
  },
};

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

/** In the default mode the connection itself asks for sign-in. */
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
