// VS Code, Cursor and claude.ai as replicas: from adding the URL to a renewed token and a revoked grant.

import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { TOOLS } from "../../../supabase/functions/mcp/tools/mod.ts";
import { startStack } from "../../local/stack.ts";
import { CLAUDE_AI, CURSOR, Editor, VS_CODE } from "./editor.ts";
import { startRevocableStack } from "./revocable_stack.ts";

const WITHIN_MS = 15_000;

/** Uses the library until `done`; tokens live for two seconds. */
async function useUntil(editor: Editor, done: () => boolean): Promise<void> {
  const deadline = performance.now() + WITHIN_MS;
  while (!done()) {
    assert.ok(performance.now() < deadline, "the token never expired");
    assert.equal((await editor.use("artifact_list")).isError, undefined);
    await delay(100);
  }
}

for (const kind of [VS_CODE, CURSOR, CLAUDE_AI]) {
  Deno.test(`${kind.name} (a replica) signs in when it connects, renews, and asks again`, async () => {
    const { stack, revokeGrants } = await startRevocableStack({
      clerk: { accessTokens: "opaque", accessTokenTtl: 2 },
    });
    try {
      const editor = new Editor(kind, stack.mcpUrl, "Alice");
      assert.deepEqual(await editor.add(), TOOLS.map(({ name }) => name.replace(".", "_")));
      assert.equal(editor.signIns, 1);
      assert.equal(editor.wire.exchanges[0]?.status, 401);
      const draft = { title: "Poem", kind: "text", content: "A red wheelbarrow" };
      const { structuredContent: created } = await editor.use("artifact_create", draft);
      const { id } = created?.artifact as { id: string };
      const { structuredContent: viewed } = await editor.use("artifact_view", { id });
      assert.equal((viewed?.artifact as { content: string }).content, draft.content);

      const before = editor.refreshes;
      await useUntil(editor, () => editor.refreshes > before);
      assert.equal(editor.signIns, 1, "renewed without the user");
      revokeGrants();
      await useUntil(editor, () => editor.signIns === 2);
    } finally {
      await stack.stop();
    }
  });
}

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
