// mcp-remote, the bridge that brings desktop clients without remote servers here, as they start it:
// `npx mcp-remote <url>` on stdio. It finds the metadata, registers and signs in by itself.

import assert from "node:assert/strict";
// @ts-types="@modelcontextprotocol/sdk/client/index"
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
// @ts-types="@modelcontextprotocol/sdk/client/stdio"
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { TOOLS } from "../../../supabase/functions/mcp/tools/mod.ts";
import { saveFindAndRead } from "../../end_to_end/clients/first_minute.ts";
import { assertLegacy, assertModern, type Exchange } from "../../end_to_end/clients/wire.ts";
import { type Person, withPerson } from "./person.ts";
import type { RecordedStack } from "./recorded_stack.ts";

export const MCP_REMOTE = "mcp-remote@0.15.1";

/** npx may have to download it, and a person has to sign in. */
const OPTIONS = { timeout: 120_000 };

/** @returns what was done, in words */
export async function tryMcpRemote({ mcpUrl, heard }: RecordedStack): Promise<string[]> {
  await withPerson("Alice", async (person) => {
    const first = await startBridge(person, mcpUrl);
    assert.equal((await first.listTools({}, OPTIONS)).tools.length, TOOLS.length);
    await saveFindAndRead((params) => first.callTool(params, undefined, OPTIONS));
    await first.close();
    const said = heard();
    assertLegacy(said);
    assertSignedInOnce(said);

    const second = await startBridge(person, mcpUrl);
    await second.callTool({ name: "artifact.list", arguments: {} }, undefined, OPTIONS);
    await second.close();
    const later = heard();
    assert.ok(later.length > 0 && later.every(({ signedIn, status }) => signedIn && status < 400));
  });
  await withPerson("Bob", async (person) => {
    const client = await startBridge(person, mcpUrl, "--protocol", "auto");
    await saveFindAndRead((params) => client.callTool(params, undefined, OPTIONS));
    await client.close();
    const said = heard();
    assertModern(said);
    assertSignedInOnce(said);
  });
  return [
    "connected without a token, signed in by itself on the 401 of the first protected call and " +
    "repeated that; created, listed, viewed; a second start used the tokens it had kept",
    "the same with --protocol auto, in 2026-07-28",
  ];
}

async function startBridge({ environment, folder }: Person, mcpUrl: string, ...flags: string[]) {
  const transport = new StdioClientTransport({
    command: "npx",
    args: ["-y", MCP_REMOTE, mcpUrl, ...flags],
    env: { ...environment, MCP_REMOTE_CONFIG_DIR: folder },
    stderr: "ignore",
  });
  const client = new Client({ name: "desktop", version: "1.0.0" });
  await client.connect(transport, OPTIONS);
  return client;
}

function assertSignedInOnce(exchanges: readonly Exchange[]): void {
  const refused = exchanges.filter(({ status }) => status === 401);
  assert.deepEqual(refused.map(({ tool, signedIn }) => ({ tool, signedIn })), [
    { tool: "artifact.create", signedIn: false },
  ]);
}
