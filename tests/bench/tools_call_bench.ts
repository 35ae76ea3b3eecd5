// One `tools/call` without network and database: this server, and the SDK's documented stateless
// pattern (a new McpServer with its tools registered for every request) serving the same four tools
// with the same schemas. Ours also checks the token; the pattern here checks nobody.

import assert from "node:assert/strict";
// @ts-types="@modelcontextprotocol/sdk/server/mcp"
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
// @ts-types="@modelcontextprotocol/sdk/server/webStandardStreamableHttp"
import { WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js";
import { z } from "zod";
import {
  ArtifactId,
  type ArtifactStore,
  ArtifactSummary,
  Content,
  Kind,
  Language,
  Tag,
  Tags,
  Title,
} from "../../supabase/functions/mcp/artifacts/artifact.ts";
import { rememberVerified } from "../../supabase/functions/mcp/auth/verified_tokens.ts";
import { call, RESOURCE, startInProcess, verifyNames } from "../mcp/in_process.ts";

const PAGE = {
  artifacts: Array.from({ length: 5 }, (_, i): ArtifactSummary => ({
    id: `00000000-0000-4000-8000-00000000000${i}`,
    title: `Artifact ${i}`,
    kind: "markdown",
    language: null,
    tags: ["a", "b"],
    size: 1234,
    version: 1,
    created_at: "2026-11-23T08:38:37.582Z",
    updated_at: "2026-11-23T08:38:37.582Z",
  })),
};
const store: ArtifactStore = {
  create: () => Promise.reject(new Error("not in this bench")),
  find: () => Promise.resolve(undefined),
  list: () => Promise.resolve(PAGE),
};
const body = JSON.stringify(call("artifact.list", { limit: 5 }));
const headers = {
  "Content-Type": "application/json",
  Accept: "application/json, text/event-stream",
  Authorization: "Bearer alice",
};

const ours = startInProcess({ artifactsOf: () => store, verify: rememberVerified(verifyNames) });

function documentedServer(): McpServer {
  const server = new McpServer({ name: "documented", version: "1.0.0" });
  const result = (structuredContent: Record<string, unknown>) => ({
    content: [{ type: "text" as const, text: JSON.stringify(structuredContent) }],
    structuredContent,
  });
  server.registerTool("artifact.list", {
    title: "List artifacts",
    description: "List the signed-in user's saved artifacts.",
    inputSchema: {
      limit: z.int().min(1).max(100).default(20),
      cursor: z.string().optional(),
      kind: Kind.optional(),
      tag: Tag.optional(),
    },
    outputSchema: { artifacts: z.array(ArtifactSummary), next_cursor: z.string().optional() },
    annotations: { readOnlyHint: true },
  }, async ({ limit }) => result({ ...await store.list({ limit }) }));
  server.registerTool("artifact.view", {
    description: "Read one of the signed-in user's artifacts.",
    inputSchema: { id: ArtifactId, offset: z.int().default(0), limit: z.int().default(65536) },
    outputSchema: {
      artifact: ArtifactSummary.extend({ content: z.string() }),
      next_offset: z.int().optional(),
    },
  }, () => result({}));
  server.registerTool("artifact.create", {
    description: "Save a new artifact.",
    inputSchema: {
      title: Title,
      kind: Kind,
      content: Content,
      language: Language.optional(),
      tags: Tags.optional(),
    },
    outputSchema: { artifact: ArtifactSummary },
  }, () => result({}));
  server.registerTool("artifact.kinds", {
    description: "Tell which kinds can be saved.",
    outputSchema: { kinds: z.array(z.object({ kind: Kind, use: z.string() })) },
  }, () => result({}));
  return server;
}

async function documented(): Promise<Response> {
  const server = documentedServer();
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
  // The SDK's class and interface disagree under exactOptionalPropertyTypes about `sessionId`.
  await server.connect(transport as Parameters<McpServer["connect"]>[0]);
  return await transport.handleRequest(new Request(RESOURCE, { method: "POST", headers, body }));
}

const contestants = {
  "this server": () => ours.request("/mcp", { method: "POST", headers, body }),
  "documented pattern": documented,
};

// A contestant that answers with an error would be fast.
for (const [name, ask] of Object.entries(contestants)) {
  const { result } = await (await ask()).json();
  assert.deepEqual(result.structuredContent, PAGE, name);
}

for (const [name, ask] of Object.entries(contestants)) {
  Deno.bench({
    name,
    group: "tools/call artifact.list",
    baseline: name === "this server",
    fn: async () => void await (await ask()).text(),
  });
}
