// An editor (a replica) on a stack that leaves out offline_access.

import assert from "node:assert/strict";
import { startStack } from "../../local/stack.ts";
import { Editor, useUntil, VS_CODE } from "./editor.ts";

Deno.test("VS Code (a replica) gets no refresh token while offline_access is left out", async () => {
  const stack = await startStack({
    clerk: { accessTokens: "opaque", accessTokenTtl: 2 },
    environment: { MCP_OFFLINE_ACCESS: "omit" },
  });
  try {
    const editor = new Editor(VS_CODE, stack.mcpUrl, "Alice");
    await editor.add();
    await useUntil(editor, () => editor.signIns === 2);
    assert.equal(editor.refreshes, 0);
  } finally {
    await stack.stop();
  }
});
