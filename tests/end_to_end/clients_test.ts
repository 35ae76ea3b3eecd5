// Clients that we did not write find their way in by themselves: discovery, registration, sign-in
// with PKCE, and the three tools, over HTTP against the local stack.

import assert from "node:assert/strict";
import * as v2 from "@modelcontextprotocol/client";
// @ts-types="@modelcontextprotocol/sdk/client/auth"
import { UnauthorizedError } from "@modelcontextprotocol/sdk/client/auth.js";
// @ts-types="@modelcontextprotocol/sdk/client/index"
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
// @ts-types="@modelcontextprotocol/sdk/client/streamableHttp"
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { LocalOAuthClient } from "../local/oauth_client.ts";
import { startStack } from "../local/stack.ts";

type CallTool = (
  params: { name: string; arguments: Record<string, unknown> },
) => Promise<Record<string, unknown>>;

const content = "# Übersicht 🙂\r\n" + "line\n".repeat(30_000);

/** What a person does in their first minute, whatever the client. */
async function saveFindAndRead(callTool: CallTool): Promise<void> {
  const call = async (name: string, args: Record<string, unknown>) =>
    (await callTool({ name, arguments: args })).structuredContent as Record<string, unknown>;

  const created = await call("artifact.create", { title: "Overview", kind: "markdown", content });
  const { id, size } = created.artifact as { id: string; size: number };
  assert.equal(size, new TextEncoder().encode(content).length);

  const { artifacts } = await call("artifact.list", { kind: "markdown" });
  assert.equal((artifacts as { id: string }[])[0]?.id, id);

  let text = "";
  let offset: number | undefined = 0;
  while (offset !== undefined) {
    const piece: Record<string, unknown> = await call("artifact.view", { id, offset });
    text += (piece.artifact as { content: string }).content;
    offset = piece.next_offset as number | undefined;
  }
  assert.equal(text, content);
}

Deno.test("clients sign in and work", async (t) => {
  const stack = await startStack({ database: { kind: "memory" } });
  const url = new URL(stack.mcpUrl);
  try {
    await t.step(
      "the official SDK's client, from the challenge of its first tool call",
      async () => {
        const person = new LocalOAuthClient("Alice");
        const connect = async () => {
          const transport = new StreamableHTTPClientTransport(url, { authProvider: person });
          const client = new Client({ name: "v1", version: "1.0.0" });
          // The SDK's class and interface disagree under exactOptionalPropertyTypes about `sessionId`.
          await client.connect(transport as Parameters<Client["connect"]>[0]);
          return { client, transport };
        };
        const anonymous = await connect();
        const { tools } = await anonymous.client.listTools();
        assert.equal(tools.length, 4);
        const list = { name: "artifact.list", arguments: {} };
        await assert.rejects(() => anonymous.client.callTool(list), UnauthorizedError);
        await anonymous.transport.finishAuth(person.authorizationCode);
        await anonymous.client.close();

        const { client } = await connect();
        await saveFindAndRead((params) => client.callTool(params));
        await client.close();
      },
    );

    await t.step("the v2 client, likewise", async () => {
      const person = new LocalOAuthClient("Bob");
      const connect = async () => {
        const transport = new v2.StreamableHTTPClientTransport(url, { authProvider: person });
        const client = new v2.Client({ name: "v2", version: "1.0.0" });
        await client.connect(transport);
        return { client, transport };
      };
      const anonymous = await connect();
      const list = { name: "artifact.list", arguments: {} };
      await assert.rejects(() => anonymous.client.callTool(list), v2.UnauthorizedError);
      await anonymous.transport.finishAuth(person.callback);
      await anonymous.client.close();

      const { client } = await connect();
      await saveFindAndRead((params) => client.callTool(params));
      await client.close();
    });
  } finally {
    await stack.stop();
  }
});
