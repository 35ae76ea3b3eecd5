// ChatGPT's connector as a registered client, replayed until its token expires and its grant is revoked.

import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { ChatGpt } from "./chatgpt.ts";
import { startRevocableStack } from "./revocable_stack.ts";

Deno.test("ChatGPT registers where nothing else is taken, and renews expired tokens", async () => {
  const { stack, revokeGrants } = await startRevocableStack({
    clerk: { clientIdMetadataDocuments: {}, accessTokens: "opaque", accessTokenTtl: 2 },
  });
  try {
    const chatGpt = new ChatGpt(stack.mcpUrl, "Carol");
    await chatGpt.add();
    await chatGpt.use("artifact.list");
    const redirectUri = chatGpt.account?.application.redirectUri ?? "";
    assert.match(redirectUri, /^https:\/\/chatgpt\.com\/connector\/oauth\/[\w-]+$/);

    const deadline = performance.now() + 10_000;
    while (chatGpt.refreshes === 0) {
      assert.ok(performance.now() < deadline, "the token never expired");
      await delay(100);
      assert.equal((await chatGpt.use("artifact.list")).isError, undefined);
    }
    const statuses = chatGpt.wire.exchanges.map(({ status }) => status);
    assert.deepEqual(statuses.slice(-2), [401, 200]);

    revokeGrants();
    const revoked = async () => {
      while (performance.now() < deadline + 10_000) {
        await chatGpt.use("artifact.list");
        await delay(100);
      }
    };
    await assert.rejects(revoked(), { error: "invalid_grant" });
  } finally {
    await stack.stop();
  }
});
