// ChatGPT's connector, replayed against the local stack in both revisions and with both ways to be a
// client of the authorization server.

import assert from "node:assert/strict";
import { decodeJwt } from "jose";
import { TOOLS } from "../../../supabase/functions/mcp/tools/mod.ts";
import { startStack } from "../../local/stack.ts";
import { discover } from "./account.ts";
import { sendToOldServer } from "./before_2026.ts";
import { ChatGpt } from "./chatgpt.ts";
import { assertLegacy, assertModern, Wire } from "./wire.ts";

const PROTECTED = TOOLS.filter(({ requires }) => requires !== "public").map(({ name }) => name);

/** From the connector dialog to the first saved artifact. */
async function addAndWork(chatGpt: ChatGpt): Promise<void> {
  assert.deepEqual(await chatGpt.add(), PROTECTED);
  assert.ok((await chatGpt.use("artifact.kinds")).structuredContent);
  assert.equal(chatGpt.account, undefined);
  const draft = { title: "Poem", kind: "text", content: "A red wheelbarrow" };
  assert.equal((await chatGpt.use("artifact.create", draft)).isError, undefined);
  const { structuredContent } = await chatGpt.use("artifact.list");
  assert.equal((structuredContent?.artifacts as { title: string }[])[0]?.title, "Poem");
  const calls = chatGpt.wire.exchanges.filter(({ tool }) => tool !== undefined);
  assert.deepEqual(calls.map(({ tool, signedIn, status }) => ({ tool, signedIn, status })), [
    { tool: "artifact.kinds", signedIn: false, status: 200 },
    // Refused in its result, since ChatGPT looks there.
    { tool: "artifact.create", signedIn: false, status: 200 },
    { tool: "artifact.create", signedIn: true, status: 200 },
    { tool: "artifact.list", signedIn: true, status: 200 },
  ]);
}

Deno.test("ChatGPT with its client metadata document", async (t) => {
  const stack = await startStack();
  try {
    await t.step("works in 2026-07-28, which its probe finds", async () => {
      const chatGpt = new ChatGpt(stack.mcpUrl, "Alice");
      await addAndWork(chatGpt);
      assertModern(chatGpt.wire.exchanges);
      const { client_id, aud, scope } = decodeJwt(chatGpt.account?.tokens.access_token ?? "");
      assert.deepEqual({ client_id, aud, scope }, {
        client_id: "https://chatgpt.com/oauth/client.json",
        aud: [stack.mcpUrl],
        scope: "profile offline_access",
      });
    });

    await t.step("works in 2025-11-25 where its probe is not understood", async () => {
      const chatGpt = new ChatGpt(stack.mcpUrl, "Bob", new Wire(sendToOldServer));
      await addAndWork(chatGpt);
      const [probe, ...others] = chatGpt.wire.exchanges;
      assert.equal(probe?.method, "server/discover");
      assertLegacy(others);
    });

    await t.step("finds the same metadata at both addresses of the function", async () => {
      const at = (path: string) => discover(stack.mcpUrl, new URL(path, stack.mcpUrl));
      assert.deepEqual(
        await at("well-known/oauth-protected-resource"),
        await at("well-known/oauth-protected-resource/mcp"),
      );
    });
  } finally {
    await stack.stop();
  }
});
