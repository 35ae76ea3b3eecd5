// Lays out what was uploaded, and nothing else, and has it do what it is for: with the runtime's Deno, the
// functions' own configuration, real sign-in.

import assert from "node:assert/strict";
import { dirname } from "node:path";
import { Connector } from "../../end_to_end/clients/connector.ts";
import { saveFindAndRead } from "../../end_to_end/clients/first_minute.ts";
import { obtainTokens } from "../../local/authorize.ts";
import { Parts } from "../../local/parts.ts";
import { type Stack, startStack } from "../../local/stack.ts";
import { signed, userDeleted } from "../../mcp/webhooks/signed_webhook.ts";
import { startHost } from "../../views/host/server.ts";
import { ask, tool } from "../ask.ts";
import { startChromium } from "../chromium.ts";
import { startInProcess } from "../../mcp/in_process.ts";
import { EDGE_DENO_ENVIRONMENT, findEdgeDeno } from "../edge_deno.ts";
import { openHost, show } from "../views/test_view.ts";
import type { UploadedFile } from "./management_api.ts";

/** Saved by the host's page, which then shows the result. */
const DOCUMENT = {
  name: "artifact.create",
  arguments: { title: "Rehearsal", kind: "markdown", content: "# The words of the rehearsal" },
};

/** Serves the files from an empty folder, and calls every protected tool with a token of real OAuth. */
export async function serveAlone(files: readonly UploadedFile[]): Promise<void> {
  await using parts = new Parts();
  const { folder } = await parts.add(layOut(files));
  const stack = await parts.add(startStack({
    functions: `${folder}/supabase/functions`,
    platformDeno: await findEdgeDeno(),
    environment: EDGE_DENO_ENVIRONMENT,
  }));
  await assertMetadata(stack);
  await assertTools(stack);
  await assertView(stack);
  await assertWebhook(stack);
}

async function layOut(files: readonly UploadedFile[]) {
  const folder = await Deno.makeTempDir();
  for (const { path, bytes } of files) {
    await Deno.mkdir(dirname(`${folder}/${path}`), { recursive: true });
    await Deno.writeFile(`${folder}/${path}`, bytes);
  }
  for (const { path } of files) {
    // The platform starts what the metadata names; the local stack starts index.ts.
    if (!path.endsWith("/index.js")) continue;
    await Deno.writeTextFile(
      `${folder}/${path.replace(/js$/, "ts")}`,
      'export { default } from "./index.js";\n',
    );
  }
  return { folder, stop: () => Deno.remove(folder, { recursive: true }) };
}

async function assertMetadata({ origin, mcpUrl }: Stack): Promise<void> {
  const url = `${origin}/functions/v1/well-known/oauth-protected-resource/mcp`;
  const response = await fetch(url, { signal: AbortSignal.timeout(10_000) });
  assert.equal((await response.json()).resource, mcpUrl);
}

/** What this checkout answers, in process, to the same request. */
async function listFromSources({ userAgent, revision }: Connector): Promise<unknown> {
  const { post } = startInProcess({ names: "auto" });
  const headers = { "User-Agent": userAgent, "MCP-Protocol-Version": revision };
  return (await (await post({ jsonrpc: "2.0", id: 1, method: "tools/list" }, headers)).json())
    .result;
}

async function assertTools({ mcpUrl }: Stack): Promise<void> {
  const connector = new Connector(mcpUrl, "rehearsal", fetch);
  connector.accessToken = (await obtainTokens(mcpUrl, "Alice")).access_token;
  // The one request that loads the SDK.
  await connector.initialize();
  const listed = await connector.ask("tools/list");
  assert.deepEqual(listed.result, await listFromSources(connector));
  await saveFindAndRead(async ({ name, arguments: args }) => {
    const { result, ...refusal } = await connector.callTool(name, args);
    assert.ok(result && !result.isError, `${name}: ${JSON.stringify(result ?? refusal)}`);
    return { ...result };
  });
}

/** A saved document in a browser, inside the official bridge of MCP Apps. */
async function assertView(stack: Stack): Promise<void> {
  await using parts = new Parts();
  const host = await parts.add(startHost(stack, "Alice", () => Promise.resolve([])));
  const browser = parts.adopt(await startChromium(), (browser) => browser.close());
  await using shown = await openHost(browser, host.origin);
  await show(shown, DOCUMENT);
  await shown.view.getByText("The words of the rehearsal").waitFor();
  assert.deepEqual([shown.errors, shown.executions], [[], []]);
}

/** A user who is deleted in Clerk: access ends with a token that is still valid. */
async function assertWebhook({ origin, mcpUrl }: Stack): Promise<void> {
  const { access_token } = await obtainTokens(mcpUrl, "Bob");
  const list = async () => {
    const { text } = await ask(mcpUrl, access_token, tool("artifact.list"));
    return JSON.parse(text).result;
  };
  assert.equal((await list()).isError, undefined);
  const { sub } = JSON.parse(atob(access_token.split(".")[1] ?? ""));
  const url = `${origin}/functions/v1/mcp/webhooks/clerk`;
  const { status } = await fetch(url, await signed(userDeleted(sub)));
  assert.equal(status, 204);
  const { isError, content } = await list();
  assert.equal(isError, true);
  assert.match(content[0].text, /^This account is closed/);
}
