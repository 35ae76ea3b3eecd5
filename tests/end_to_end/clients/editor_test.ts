// VS Code, Cursor and claude.ai as replicas: from adding the URL to a renewed token and a revoked grant.

import assert from "node:assert/strict";
import { TOOLS } from "../../../supabase/functions/mcp/tools/mod.ts";
import { CLAUDE_AI, CURSOR, Editor, useUntil, VS_CODE } from "./editor.ts";
import { startRevocableStack } from "./revocable_stack.ts";

Deno.test("editors (replicas) sign in when they connect, renew, and ask again", async (t) => {
  const { stack, revokeGrants } = await startRevocableStack({
    clerk: { accessTokens: "opaque", accessTokenTtl: 2 },
  });
  const editors = [VS_CODE, CURSOR, CLAUDE_AI].map((kind) =>
    new Editor(kind, stack.mcpUrl, "Alice")
  );
  try {
    for (const editor of editors) {
      await t.step(`${editor.kind.name} signs in when it connects`, async () => {
        assert.deepEqual(await editor.add(), TOOLS.map(({ name }) => name.replace(".", "_")));
        assert.equal(editor.signIns, 1);
        assert.equal(editor.wire.exchanges[0]?.status, 401);
        const draft = { title: "Poem", kind: "text", content: "A red wheelbarrow" };
        const { structuredContent: created } = await editor.use("artifact_create", draft);
        const { id } = created?.artifact as { id: string };
        const { structuredContent: viewed } = await editor.use("artifact_view", { id });
        assert.equal((viewed?.artifact as { content: string }).content, draft.content);
      });
    }
    for (const editor of editors) {
      await t.step(`${editor.kind.name} renews without the user`, async () => {
        const before = editor.refreshes;
        await useUntil(editor, () => editor.refreshes > before);
        assert.equal(editor.signIns, 1);
      });
    }
    revokeGrants();
    for (const editor of editors) {
      await t.step(`${editor.kind.name} asks again once its grant is revoked`, async () => {
        await useUntil(editor, () => editor.signIns === 2);
      });
    }
  } finally {
    await stack.stop();
  }
});
