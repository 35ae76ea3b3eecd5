// A host application with SDK v1: `node sdk_v1.mjs <url> [scope]`. Versions before 1.21 do not read the
// scopes of the challenge; applications name them.

import process from "node:process";
import { startProvider } from "./browser_provider.mjs";
import { installed } from "./installed.mjs";
import { answerSteps } from "./steps.mjs";

const SDK = "@modelcontextprotocol/sdk";
const { Client } = await installed(`${SDK}/client/index.js`);
const { StreamableHTTPClientTransport } = await installed(`${SDK}/client/streamableHttp.js`);

const url = new URL(process.argv[2]);
const provider = await startProvider(process.argv[3]);
let client, transport;

await answerSteps({
  connect: async () => {
    transport = new StreamableHTTPClientTransport(url, { authProvider: provider });
    client = new Client({ name: "host", version: "1.0.0" });
    await client.connect(transport);
    return `connected to ${client.getServerVersion().name}`;
  },
  finishAuth: (callback) => transport.finishAuth(callback.get("code")),
  toolNames: async () => (await client.listTools()).tools.map(({ name }) => name),
  call: async (name, args) => JSON.stringify(await client.callTool({ name, arguments: args })),
}, provider);
process.exit();
