// MCP Inspector's command line, a client that we did not write, against the local stack.

import assert from "node:assert/strict";
import { obtainTokens } from "../local/authorize.ts";
import { startStack } from "../local/stack.ts";

const INSPECTOR = "@modelcontextprotocol/inspector@2.12.0";

const stack = await startStack();
try {
  const { access_token } = await obtainTokens(stack.mcpUrl, "Alice");

  const inspect = async (...args: string[]) => {
    const { success, stdout } = await new Deno.Command("npx", {
      args: ["-y", INSPECTOR, "--cli", stack.mcpUrl, "--transport", "http", ...args],
      stderr: "inherit",
    }).output();
    const text = new TextDecoder().decode(stdout);
    assert.ok(success, `Inspector failed on ${args.join(" ")}:\n${text}`);
    return JSON.parse(text);
  };
  const signedIn = ["--header", `Authorization: Bearer ${access_token}`];
  const callTool = (name: string, ...args: string[]) =>
    inspect("--method", "tools/call", "--tool-name", name, ...args);

  const { tools } = await inspect("--method", "tools/list", "--strict");
  assert.equal(tools.length, 4);
  const kinds = await callTool("artifact.kinds");
  assert.equal(kinds.structuredContent.kinds.length, 8);
  const draft = ["--tool-arg", "title=Hello", "kind=markdown", "content=# Hello"];
  const { structuredContent: { artifact } } = await callTool(
    "artifact.create",
    ...draft,
    ...signedIn,
  );
  const list = await callTool("artifact.list", ...signedIn);
  assert.equal(list.structuredContent.artifacts[0].id, artifact.id);
  const view = await callTool("artifact.view", "--tool-arg", `id=${artifact.id}`, ...signedIn);
  assert.equal(view.structuredContent.artifact.content, "# Hello");
  Deno.stdout.writeSync(
    new TextEncoder().encode(`${INSPECTOR}: listed 4 tools; kinds, create, list and view called\n`),
  );
} finally {
  await stack.stop();
}
