// The official SDK's client, connected to the function in the same process.

// @ts-types="@modelcontextprotocol/sdk/client/index"
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
// @ts-types="@modelcontextprotocol/sdk/client/streamableHttp"
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { type InProcess, RESOURCE } from "./in_process.ts";

/** A connected client that sends this token with every request, or none. */
export async function connectClient(server: InProcess, token?: string): Promise<Client> {
  const transport = new StreamableHTTPClientTransport(new URL(RESOURCE), {
    fetch: (_url, init) => server.request("/mcp", init),
    requestInit: token === undefined ? {} : { headers: { Authorization: `Bearer ${token}` } },
  });
  const client = new Client({ name: "test", version: "1.0.0" });
  // The SDK's class and interface disagree under exactOptionalPropertyTypes about `sessionId`.
  await client.connect(transport as Parameters<Client["connect"]>[0]);
  return client;
}
