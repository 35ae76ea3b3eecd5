// Who is turned away by the running stack, and how; and what happens while Clerk is down.

import assert from "node:assert/strict";
import { obtainTokens } from "../local/authorize.ts";
import { startStack } from "../local/stack.ts";
import { call } from "../mcp/in_process.ts";

const list = call("artifact.list");

function poster(url: string) {
  const post = (message: unknown, headers: Record<string, string> = {}) =>
    fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...headers },
      body: JSON.stringify(message),
    });
  /** The status of a list call with this token. */
  const status = async (token: string) => {
    const response = await post(list, { Authorization: `Bearer ${token}` });
    await response.body?.cancel();
    return response.status;
  };
  return { post, status };
}

Deno.test("refusals and outages with JWT access tokens", async (t) => {
  const stack = await startStack();
  const { post, status } = poster(stack.mcpUrl);
  try {
    const { access_token: token } = await obtainTokens(stack.mcpUrl, "Alice");

    await t.step(
      "Clerk down before its keys were seen: 503 and Retry-After, no challenge",
      async () => {
        await stack.clerk.takeDown();
        const response = await post(list, { Authorization: `Bearer ${token}` });
        assert.equal(response.status, 503);
        assert.match(response.headers.get("Retry-After") ?? "", /^\d+$/);
        assert.equal(response.headers.get("WWW-Authenticate"), null);
        await response.body?.cancel();
      },
    );

    await t.step("Clerk back: the same token works without a restart", async () => {
      await stack.clerk.bringBack();
      assert.equal(await status(token), 200);
    });

    await t.step("Clerk down again: a verified token goes on working", async () => {
      await stack.clerk.takeDown();
      assert.equal(await status(token), 200);
      await stack.clerk.bringBack();
    });

    await t.step("no token: 401 with the header that starts sign-in", async () => {
      const response = await post(list);
      assert.equal(response.status, 401);
      const metadata = `${stack.origin}/functions/v1/well-known/oauth-protected-resource/mcp`;
      assert.equal(
        response.headers.get("WWW-Authenticate"),
        `Bearer realm="Artifacts", resource_metadata="${metadata}", scope="profile"`,
      );
      assert.equal(response.headers.get("Access-Control-Allow-Origin"), "*");
      await response.body?.cancel();
      const document = await (await fetch(metadata)).json();
      assert.equal(document.resource, stack.mcpUrl);
      assert.deepEqual(document.authorization_servers, [stack.clerk.issuer]);
    });

    await t.step("too few scopes: 403", async () => {
      const options = { scope: "email" };
      const { access_token } = await obtainTokens(stack.mcpUrl, "Alice", options);
      assert.equal(await status(access_token), 403);
    });

    await t.step("a token made for no resource, or tampered with: 401", async () => {
      const options = { resource: false };
      const { access_token } = await obtainTokens(stack.mcpUrl, "Alice", options);
      assert.equal(await status(access_token), 401);
      assert.equal(await status(`${token.slice(0, -6)}AAAAAA`), 401);
      assert.equal(await status("garbage"), 401);
    });

    await t.step("a lie about the host changes nothing", async () => {
      const response = await post(list, {
        "X-Forwarded-Host": "evil.example",
        Forwarded: "host=evil.example;proto=https",
      });
      assert.doesNotMatch(response.headers.get("WWW-Authenticate") ?? "evil", /evil/);
      await response.body?.cancel();
    });
  } finally {
    await stack.stop();
  }
});

Deno.test("opaque access tokens: verified by Clerk, 503 while it is down", async () => {
  const stack = await startStack({ clerk: { accessTokens: "opaque" } });
  const { status } = poster(stack.mcpUrl);
  try {
    const { access_token: used } = await obtainTokens(stack.mcpUrl, "Alice");
    const { access_token: unused } = await obtainTokens(stack.mcpUrl, "Bob");
    assert.match(used, /^oat_/);
    assert.equal(await status(used), 200);
    await stack.clerk.takeDown();
    assert.equal(await status(used), 200);
    assert.equal(await status(unused), 503);
  } finally {
    await stack.stop();
  }
});
