// A host application with an SDK v1 from before RFC 9728, which looks for the authorization server at
// the MCP server's own host. The application has to find it, and then sends the tokens itself:
// `node sdk_v1_before_rfc9728.mjs <url>`.

import assert from "node:assert/strict";
import process from "node:process";
import { startProvider } from "./browser_provider.mjs";
import { installed } from "./installed.mjs";
import { answerSteps } from "./steps.mjs";

const SDK = "@modelcontextprotocol/sdk";
const { auth, UnauthorizedError } = await installed(`${SDK}/client/auth.js`);
const { Client } = await installed(`${SDK}/client/index.js`);
const { StreamableHTTPClientTransport } = await installed(`${SDK}/client/streamableHttp.js`);

const url = new URL(process.argv[2]);
const provider = await startProvider();
let client, issuer;

await answerSteps({
  connect: async () => {
    if (provider.tokens()) return await connect();
    const error = await connect({ authProvider: provider }).catch((error) => error);
    assert.match(error.message, /Dynamic client registration failed: HTTP 404/);
    await discover();
    await signIn(`the URL alone is not enough (${error.message}); with the issuer: Unauthorized`);
  },
  finishAuth: (callback) =>
    auth(provider, { serverUrl: issuer, authorizationCode: callback.get("code") }),
  toolNames: async () => (await client.listTools()).tools.map(({ name }) => name),
  call: async (name, args) => {
    const call = async () => JSON.stringify(await client.callTool({ name, arguments: args }));
    return await call().catch(async (error) => {
      if (!error.message.includes("401")) throw error;
      await signIn();
      await connect();
      return await call();
    });
  },
}, provider);
process.exit();

async function connect(options = {}) {
  const headers = { Authorization: `Bearer ${provider.tokens()?.access_token}` };
  const requestInit = provider.tokens() ? { headers } : {};
  client = new Client({ name: "host", version: "1.0.0" });
  await client.connect(new StreamableHTTPClientTransport(url, { requestInit, ...options }));
  return `connected to ${client.getServerVersion().name}`;
}

/** Renews the tokens, or opens the browser. */
async function signIn(message) {
  const result = await auth(provider, { serverUrl: issuer });
  if (result !== "AUTHORIZED") throw new UnauthorizedError(message);
}

async function discover() {
  const method = { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "artifact_list" } };
  const headers = {
    "content-type": "application/json",
    accept: "application/json, text/event-stream",
  };
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(method) });
  const challenge = response.headers.get("www-authenticate");
  const [, metadataUrl] = /resource_metadata="([^"]+)"/.exec(challenge);
  const metadata = await (await fetch(metadataUrl)).json();
  issuer = metadata.authorization_servers[0];
  const { resource, scopes_supported } = metadata;
  provider.parameters = { resource, scope: scopes_supported.join(" ") };
}
