// Claude's connector, replayed against the local stack: what it needs of names, refusals, metadata.

import assert from "node:assert/strict";
import { TOOLS } from "../../../supabase/functions/mcp/tools/mod.ts";
import { startStack } from "../../local/stack.ts";
import { startInProcess } from "../../mcp/in_process.ts";
import { Claude } from "./claude.ts";
import { assertLegacy, Wire } from "./wire.ts";

Deno.test("Claude adds the server, signs in on 401 and works", async () => {
  const stack = await startStack({ environment: { MCP_TOOL_NAMES: "underscored" } });
  try {
    const claude = new Claude(stack.mcpUrl, "Alice");
    assert.deepEqual(await claude.add(), TOOLS.map(({ name }) => name.replace(".", "_")));
    assert.ok((await claude.use("artifact_kinds")).structuredContent);
    const draft = { title: "Poem", kind: "text", content: "So much depends" };
    assert.equal((await claude.use("artifact_create", draft)).isError, undefined);
    const { structuredContent } = await claude.use("artifact_list");
    assert.equal((structuredContent?.artifacts as { title: string }[])[0]?.title, "Poem");

    assertLegacy(claude.wire.exchanges);
    const calls = claude.wire.exchanges.filter(({ tool }) => tool !== undefined);
    assert.deepEqual(calls.map(({ tool, signedIn, status }) => ({ tool, signedIn, status })), [
      { tool: "artifact_kinds", signedIn: false, status: 200 },
      { tool: "artifact_create", signedIn: false, status: 401 },
      { tool: "artifact_create", signedIn: true, status: 200 },
      { tool: "artifact_list", signedIn: true, status: 200 },
    ]);
  } finally {
    await stack.stop();
  }
});

Deno.test("Claude takes none of the tools while their names have dots, as is the default", async () => {
  const server = startInProcess();
  const wire = new Wire(async (request) => await server.fetch(request));
  const claude = new Claude("https://project.supabase.co/mcp", "Alice", wire);
  await assert.rejects(claude.add(), /artifact\.list/);
});
