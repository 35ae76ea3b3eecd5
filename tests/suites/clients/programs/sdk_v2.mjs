// A host application with SDK v2: `node sdk_v2.mjs <url> <mode>`, where mode is how the protocol
// revision is chosen: `default`, `auto`, or the revision to insist on.

import process from "node:process";
import { startProvider } from "./browser_provider.mjs";
import { installed } from "./installed.mjs";
import { answerSteps } from "./steps.mjs";

const { Client, StreamableHTTPClientTransport } = await installed("@modelcontextprotocol/client");

const url = new URL(process.argv[2]);
const provider = await startProvider();
let client, transport;

await answerSteps({
  connect: async () => {
    transport = new StreamableHTTPClientTransport(url, { authProvider: provider });
    client = new Client({ name: "host", version: "1.0.0" }, optionsFor(process.argv[3]));
    await client.connect(transport);
    return `connected in ${client.getNegotiatedProtocolVersion()}`;
  },
  finishAuth: (callback) => transport.finishAuth(callback),
  toolNames: async () => (await client.listTools()).tools.map(({ name }) => name),
  call: async (name, args) => JSON.stringify(await client.callTool({ name, arguments: args })),
}, provider);
process.exit();

function optionsFor(mode) {
  if (mode === "default") return undefined;
  return { versionNegotiation: { mode: mode === "auto" ? "auto" : { pin: mode } } };
}
