// A real browser: a person clicks through sign-in and consent, and pages call the server across
// origins. Needs Chromium (Debian's package `chromium`).

import assert from "node:assert/strict";
// @ts-types="@modelcontextprotocol/sdk/client/auth"
import { auth } from "@modelcontextprotocol/sdk/client/auth.js";
import { LocalOAuthClient } from "../local/oauth_client.ts";
import { Parts } from "../local/parts.ts";
import { freePort } from "../local/ports.ts";
import { startStack } from "../local/stack.ts";
import { say } from "../local/terminal.ts";
import { call } from "../mcp/in_process.ts";
import { startChromium } from "./chromium.ts";

/** An OAuth client that leaves the authorization to a browser. */
class BrowserClient extends LocalOAuthClient {
  authorizationUrl = "";
  override redirectToAuthorization(url: URL): Promise<void> {
    this.authorizationUrl = url.href;
    return Promise.resolve();
  }
}

Deno.test("a browser signs in, and calls from allowed origins only", async (t) => {
  await using parts = new Parts();
  const pagePort = freePort();
  parts.adopt(servePages(pagePort), (pages) => pages.shutdown());
  const known = `http://localhost:${pagePort}`;
  const stack = await parts.add(startStack({ environment: { MCP_ALLOWED_ORIGINS: known } }));
  const browser = parts.adopt(
    await startChromium("MAP foreign.example 127.0.0.1"),
    (browser) => browser.close(),
  );
  say(`Chromium ${browser.version()}`);
  const resourceMetadataUrl =
    `${stack.origin}/functions/v1/well-known/oauth-protected-resource/mcp`;
  let token: string | undefined;

  await t.step("a user signs in by clicking, and the client gets a token", async () => {
    const options = { serverUrl: stack.mcpUrl, resourceMetadataUrl: new URL(resourceMetadataUrl) };
    const client = new BrowserClient("Alice");
    assert.equal(await auth(client, options), "REDIRECT");

    const person = await browser.newPage();
    // Nothing listens at the client's redirect URI: where the browser was sent is enough.
    const redirected = person.waitForRequest((request) =>
      request.url().startsWith(client.redirectUrl)
    );
    await person.goto(client.authorizationUrl);
    await person.getByRole("button", { name: "Alice" }).click();
    await person.getByRole("button", { name: "Allow" }).click();
    const authorizationCode = new URL((await redirected).url()).searchParams.get("code") ?? "";
    assert.equal(await auth(client, { ...options, authorizationCode }), "AUTHORIZED");
    token = client.tokens()?.access_token;
  });

  /** What a page of `origin` gets to read of a tool call. */
  const callFrom = async (origin: string, authorization?: string) => {
    const page = await browser.newPage();
    await page.goto(origin);
    const given = { url: stack.mcpUrl, body: JSON.stringify(call("artifact.list")), authorization };
    return await page.evaluate(async ({ url, body, authorization }) => {
      const headers = { "Content-Type": "application/json", "MCP-Protocol-Version": "2025-11-25" };
      const response = await fetch(url, {
        method: "POST",
        headers: authorization ? { ...headers, Authorization: authorization } : headers,
        body,
      });
      const challenge = response.headers.get("WWW-Authenticate");
      return { status: response.status, challenge, text: await response.text() };
    }, given);
  };

  await t.step("a page of an allowed origin reads the answer to a call", async () => {
    const answered = await callFrom(known, `Bearer ${token}`);
    assert.equal(answered.status, 200);
    assert.match(answered.text, /No artifacts/);
  });
  await t.step("a page of an allowed origin reads the challenge", async () => {
    const anonymous = await callFrom(known);
    assert.equal(anonymous.status, 401);
    assert.ok(anonymous.challenge?.includes(`resource_metadata="${resourceMetadataUrl}"`));
  });
  await t.step("a page of a foreign origin cannot call", async () => {
    // The preflight is refused already, so the call is never sent.
    const foreign = callFrom(`http://foreign.example:${pagePort}`, `Bearer ${token}`);
    await assert.rejects(foreign, /Failed to fetch/);
  });
});

function servePages(port: number): Deno.HttpServer {
  return Deno.serve(
    { hostname: "127.0.0.1", port, onListen: () => {} },
    () => new Response("<p>A page</p>", { headers: { "content-type": "text/html" } }),
  );
}
