// An own domain before the project: the manual's recipe in a real reverse proxy, between clients and the
// local stack. Needs Caddy (Debian's package `caddy`).

import assert from "node:assert/strict";
import { PREFLIGHT_HEADERS } from "../../supabase/functions/_shared/cors.ts";
import {
  METADATA_PATHS,
  metadataPathUrl,
} from "../../supabase/functions/_shared/metadata_paths.ts";
import { examine } from "../../supabase/functions/_tools/doctor/examine.ts";
import { createSend } from "../../supabase/functions/_tools/doctor/exchange.ts";
import type { Finding } from "../../supabase/functions/_tools/doctor/finding.ts";
import { readDocument } from "../documents.ts";
import { obtainTokens } from "../local/authorize.ts";
import { Parts } from "../local/parts.ts";
import { REPORTED_ALLOW_HEADERS } from "../local/platform_answers.ts";
import { freePort } from "../local/ports.ts";
import { startStack } from "../local/stack.ts";
import { say } from "../local/terminal.ts";
import { call } from "../mcp/in_process.ts";
import { modern } from "../mcp/modern_request.ts";
import { assertGreen } from "./doctor/verdicts.ts";
import { asAlice } from "./doctor/world.ts";
import { startCaddy } from "./proxy/caddy.ts";
import { serveProject } from "./proxy/project_host.ts";
import { blockIn, checksAt, withAddresses } from "./proxy/recipe.ts";
import { signInThroughRoot } from "./proxy/root_client.ts";
import { answerOf, assertSameAnswer } from "./proxy/same_answer.ts";

/** What clients and OpenAI ask for at the root. */
const DOCUMENTS: Record<string, number> = {
  "oauth-protected-resource/mcp": 200,
  "oauth-protected-resource": 200,
  "oauth-authorization-server": 200,
  "oauth-authorization-server/mcp": 200,
  "openai-apps-challenge": 200,
  "openid-configuration": 200,
  "openid-configuration/mcp": 200,
};
const METHODS = { GET: 405, HEAD: 405, DELETE: 405, PUT: 405, PATCH: 405, OPTIONS: 204 };
/** The rest of the project, and ways around the recipe: the proxy itself says no. */
const NOTHING = [
  "/",
  "/mcpx",
  "/functions/v1/mcp",
  "/rest/v1/artifacts",
  "/well-known/..%2f..%2f..%2frest/v1/artifacts",
];
const PROOF = "proof-of-domain";
const MAX_BODY_BYTES = 4 * 1024 * 1024;

const site = `http://127.0.0.1:${freePort()}`;
const mcpUrl = `${site}/mcp`;

async function checkDocuments(functions: string): Promise<void> {
  for (const [name, status] of Object.entries(DOCUMENTS)) {
    const direct = `${functions}/well-known/${name}`;
    await assertSameAnswer(status, `${site}/.well-known/${name}`, direct);
    await assertSameAnswer(204, `${site}/.well-known/${name}`, direct, { method: "OPTIONS" });
  }
  for (const path of METADATA_PATHS) {
    const { status } = await answerOf(metadataPathUrl(path, mcpUrl));
    assert.equal(status, 200, path.path);
  }
  assert.equal((await answerOf(`${site}/.well-known/openai-apps-challenge`)).body, PROOF);
  const metadata = await answerOf(`${site}/.well-known/oauth-protected-resource/mcp`);
  assert.equal(JSON.parse(metadata.body).resource, mcpUrl);
  const { resource_documentation } = JSON.parse(metadata.body);
  await assertSameAnswer(200, resource_documentation, `${functions}/well-known/documentation`);
  for (const path of NOTHING) {
    const { status, body } = await answerOf(site + path);
    assert.deepEqual({ status, body }, { status: 404, body: "" }, path);
  }
}

async function checkEndpoint(functions: string): Promise<void> {
  for (const [method, status] of Object.entries(METHODS)) {
    await assertSameAnswer(status, mcpUrl, `${functions}/mcp`, { method });
  }
  await assertSameAnswer(200, `${mcpUrl}/health`, `${functions}/mcp/health`);
  const { message, headers: mirrored } = modern("server/discover");
  const discover = post(JSON.stringify(message), mirrored);
  await assertSameAnswer(401, mcpUrl, `${functions}/mcp`, discover);
  const refused = post(JSON.stringify(call("artifact.list")));
  await assertSameAnswer(401, mcpUrl, `${functions}/mcp`, refused);
  const { headers } = await answerOf(mcpUrl, refused);
  const named = /resource_metadata="([^"]+)"/.exec(headers["www-authenticate"] ?? "")?.[1] ?? "";
  const { body } = await answerOf(`${site}/.well-known/oauth-protected-resource/mcp`);
  assert.equal(new URL(named).origin, site, "the challenge stays at the own domain");
  assert.equal((await answerOf(named)).body, body);
}

async function checkBodies(functions: string): Promise<void> {
  const { access_token } = await obtainTokens(mcpUrl, "Alice");
  const signedIn = { Authorization: `Bearer ${access_token}` };
  const ping = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "ping" });
  const largest = ping.padEnd(MAX_BODY_BYTES);
  await assertSameAnswer(200, mcpUrl, `${functions}/mcp`, post(largest, signedIn));
  await assertSameAnswer(401, mcpUrl, `${functions}/mcp`, post(largest));
  await assertSameAnswer(413, mcpUrl, `${functions}/mcp`, post(`${largest} `, signedIn));
  const streamed = await answerOf(mcpUrl, post(new Blob([largest]).stream(), signedIn));
  assert.equal(streamed.status, 200, "a body that does not declare its length");
}

async function checkSignIn(): Promise<void> {
  const { accessToken, fetched, result } = await signInThroughRoot(mcpUrl, "Alice");
  assert.ok(fetched.includes(`${site}/.well-known/oauth-protected-resource/mcp`));
  const { artifacts } = result.structuredContent as { artifacts: unknown[] };
  assert.deepEqual(artifacts, []);
  const bearer = { Authorization: `Bearer ${accessToken}` };
  const request = post(JSON.stringify(call("artifact.list")), bearer);
  assert.equal((await answerOf(mcpUrl, request)).status, 200);
}

async function checkCommands(commands: string): Promise<void> {
  const signal = AbortSignal.timeout(20_000);
  const args = ["-ec", checksAt(commands, site)];
  const { stdout } = await new Deno.Command("bash", { args, signal, stderr: "inherit" }).output();
  const printed = new TextDecoder().decode(stdout);
  const metadata = `${site}/well-known/oauth-protected-resource/mcp`;
  const promised = [`"resource":"${mcpUrl}"`, " 401 ", `resource_metadata="${metadata}"`];
  for (const part of promised) assert.ok(printed.includes(part), `no ${part} in\n${printed}`);
}

function examined(): Promise<Finding[]> {
  const send = createSend(fetch);
  const openBrowser = (address: string) => void asAlice(address);
  return Array.fromAsync(examine({ url: mcpUrl, audience: "any", send, openBrowser }));
}

function post(body: BodyInit, headers: Record<string, string> = {}): RequestInit {
  return { method: "POST", headers: { "Content-Type": "application/json", ...headers }, body };
}

Deno.test("Caddy with the manual's recipe serves an own domain", async (t) => {
  await using parts = new Parts();
  const environment = { MCP_RESOURCE_URL: mcpUrl, OPENAI_APPS_CHALLENGE: PROOF };
  const stack = await parts.add(startStack({ environment }));
  const project = await parts.add(serveProject(stack.origin));
  const manual = await readDocument("supabase/README.md");
  const recipe = withAddresses(blockIn(manual, "caddyfile"), site, project.origin);
  const caddy = await parts.add(startCaddy(recipe));
  const functions = `${stack.origin}/functions/v1`;
  say(`Caddy ${caddy.version}`);

  await t.step(
    `${Object.keys(DOCUMENTS).length} root addresses answer as the functions do, others get 404`,
    () => checkDocuments(functions),
  );
  await t.step(
    "the endpoint answers methods and unsigned calls as the function does",
    () => checkEndpoint(functions),
  );
  await t.step("bodies up to 4 MiB pass, larger ones get 413", () => checkBodies(functions));
  await t.step("a client that looks only at the root signs in and calls a tool", checkSignIn);
  await t.step(
    "the manual's commands print what the manual promises",
    () => checkCommands(blockIn(manual, "sh")),
  );
  await t.step("the doctor finds no problem behind the proxy", async () => {
    assertGreen(await examined(), "the doctor, behind the proxy");
  });
  await t.step(
    "preflights allow what the function allows, also if Supabase replaces it",
    async () => {
      project.replacesAllowHeaders = true;
      const allowed = async (url: string) =>
        (await answerOf(url, { method: "OPTIONS" })).headers["access-control-allow-headers"];
      assert.equal(await allowed(`${project.origin}/functions/v1/mcp`), REPORTED_ALLOW_HEADERS);
      assert.equal(await allowed(mcpUrl), PREFLIGHT_HEADERS["Access-Control-Allow-Headers"]);
      assertGreen(await examined(), "the doctor, behind the proxy");
    },
  );
  await t.step("every request through the proxy names the project as its host", () => {
    assert.deepEqual(project.strangers, []);
  });
});
