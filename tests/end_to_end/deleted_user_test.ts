// A user who is deleted in Clerk: the webhook over HTTP ends access at once, for tokens that are still valid.

import assert from "node:assert/strict";
import { obtainTokens } from "../local/authorize.ts";
import { call } from "../mcp/in_process.ts";
import { signed, userDeleted } from "../mcp/webhooks/signed_webhook.ts";
import { bearer, onStack, OPEN_HANDSHAKE, type Wire } from "./on_stack.ts";

const WEBHOOK = "/functions/v1/mcp/webhooks/clerk";

async function signIn({ stack, post }: Wire, name: string) {
  const { access_token } = await obtainTokens(stack.mcpUrl, name);
  const claims = JSON.parse(atob(access_token.split(".")[1] ?? ""));
  const use = async (tool: string, args = {}) => {
    const response = await post(call(tool, args), bearer(access_token));
    return (await response.json()).result;
  };
  return { userId: String(claims.sub), use };
}

onStack("a user who was deleted in Clerk", OPEN_HANDSHAKE, {
  "loses access at once, with a valid token, and so do holders of shares": async (wire) => {
    const alice = await signIn(wire, "Alice");
    const bob = await signIn(wire, "Bob");
    const draft = { title: "Plan", kind: "text", content: "words" };
    const { structuredContent } = await alice.use("artifact.create", draft);
    const { id } = structuredContent.artifact;
    const shared = (await alice.use("artifact.share", { id })).structuredContent;
    assert.equal((await bob.use("artifact.open", { share: shared.share })).isError, undefined);

    const deletion = userDeleted(alice.userId);
    for (let times = 0; times < 2; times += 1) {
      const { status } = await wire.send(WEBHOOK, await signed(deletion));
      assert.equal(status, 204);
    }
    for (const [tool, args] of [["artifact.list", {}], ["artifact.create", draft]] as const) {
      const { isError, content } = await alice.use(tool, args);
      assert.equal(isError, true, tool);
      assert.match(content[0].text, /^This account is closed/);
    }
    const opened = await bob.use("artifact.open", { share: shared.share });
    assert.equal(opened.isError, true);
    assert.doesNotMatch(opened.content[0].text, /closed/);
    assert.equal((await bob.use("artifact.create", draft)).isError, undefined);
  },

  "is not affected by a webhook that Clerk did not sign": async (wire) => {
    const carol = await signIn(wire, "Carol");
    const secret = `whsec_${btoa("thirty-two bytes of someone else")}`;
    const forged = await signed(userDeleted(carol.userId), { secret });
    assert.equal((await wire.send(WEBHOOK, forged)).status, 400);
    assert.equal((await carol.use("artifact.list")).isError, undefined);
  },
});
