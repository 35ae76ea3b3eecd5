// Claude's connector, replayed against the local stack: what it needs of names, refusals, metadata.

import assert from "node:assert/strict";
import { TOOLS } from "../../../supabase/functions/mcp/tools/mod.ts";
import { startStack } from "../../local/stack.ts";
import { startInProcess } from "../../mcp/in_process.ts";
import { Claude } from "./claude.ts";
import { assertLegacy, Wire } from "./wire.ts";

Deno.test("Claude signs in when the server is added, and works", async () => {
  const stack = await startStack();
  try {
    const claude = new Claude(stack.mcpUrl, "Alice");
    assert.deepEqual(await claude.add(), TOOLS.map(({ name }) => name.replace(".", "_")));
    assert.equal(claude.signInWhenAdded, true);
    assert.ok((await claude.use("artifact_kinds")).structuredContent);
    const draft = { title: "Poem", kind: "text", content: "A red wheelbarrow" };
    assert.equal((await claude.use("artifact_create", draft)).isError, undefined);
    const { structuredContent } = await claude.use("artifact_list");
    assert.equal((structuredContent?.artifacts as { title: string }[])[0]?.title, "Poem");

    assertLegacy(claude.wire.exchanges);
    const [probe, ...signedIn] = claude.wire.exchanges;
    assert.deepEqual([probe?.method, probe?.status], ["initialize", 401]);
    for (const exchange of signedIn) assert.ok(exchange.signedIn && exchange.status < 300);
  } finally {
    await stack.stop();
  }
});

Deno.test("Claude is offered no sign-in when it is added while MCP_SIGN_IN is call", async () => {
  const stack = await startStack({ environment: { MCP_SIGN_IN: "call" } });
  try {
    const claude = new Claude(stack.mcpUrl, "Alice");
    await claude.add();
    assert.equal(claude.signInWhenAdded, false);
    // Clients that sign in on a call's 401 still can.
    assert.equal((await claude.use("artifact_list")).isError, undefined);
  } finally {
    await stack.stop();
  }
});

Deno.test("Claude accepts none of the tools while MCP_TOOL_NAMES is dotted", async () => {
  const server = startInProcess({ names: "dotted" });
  const wire = new Wire(async (request) => await server.fetch(request));
  const claude = new Claude("https://project.supabase.co/mcp", "Alice", wire);
  await assert.rejects(claude.add(), /artifact\.list/);
});
