// One `tools/call` without network and database: this server, and the SDK's documented stateless
// pattern (a new McpServer with its tools registered for every request) serving four of the tools. Ours
// has all of them, and checks the token; the pattern here checks nobody.

import assert from "node:assert/strict";
// @ts-types="@modelcontextprotocol/sdk/server/mcp"
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
// @ts-types="@modelcontextprotocol/sdk/server/webStandardStreamableHttp"
import { WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js";
import { z } from "zod";
import {
  type ArtifactSummary,
  type Kind,
  KINDS,
} from "../../supabase/functions/mcp/artifacts/artifact.ts";
import type { ArtifactStore } from "../../supabase/functions/mcp/artifacts/store.ts";
import { rememberVerified } from "../../supabase/functions/mcp/auth/verified_tokens.ts";
import { call, startInProcess, verifyNames } from "../mcp/in_process.ts";

// One row: what is measured is the way of a call, not how fast rows become JSON.
const ARTIFACT: ArtifactSummary = {
  id: "00000000-0000-4000-8000-000000000001",
  title: "Notes",
  kind: "markdown",
  language: null,
  tags: ["a", "b"],
  size: 1234,
  version: 1,
  created_at: "2026-11-23T08:38:37.582Z",
  updated_at: "2026-11-23T08:38:37.582Z",
};
const PAGE = { artifacts: [ARTIFACT] };
const listing: Partial<ArtifactStore> = { list: () => Promise.resolve(PAGE) };
const store = listing as ArtifactStore;
const body = JSON.stringify(call("artifact.list", { limit: 5 }));
const headers = {
  "Content-Type": "application/json",
  Accept: "application/json, text/event-stream",
  Authorization: "Bearer alice",
  // As every request has that comes over HTTP.
  "Content-Length": `${new TextEncoder().encode(body).length}`,
};

const ours = startInProcess({ artifactsOf: () => store, verify: rememberVerified(verifyNames) });

// As in the SDK's own stateless examples: the server, its tools and their schemas are written down in
// a function that runs for every request.
function documentedServer(): McpServer {
  const kind = () => z.enum(Object.keys(KINDS) as [Kind]);
  const summary = {
    id: z.uuid(),
    title: z.string(),
    kind: kind(),
    language: z.string().nullable(),
    tags: z.array(z.string()),
    size: z.int(),
    version: z.int(),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  };
  const server = new McpServer({ name: "documented", version: "1.0.0" });
  const result = (structuredContent: Record<string, unknown>) => ({
    content: [{ type: "text" as const, text: JSON.stringify(structuredContent) }],
    structuredContent,
  });
  server.registerTool("artifact.list", {
    title: "List artifacts",
    description: "List the signed-in user's saved artifacts.",
    inputSchema: {
      limit: z.int().min(1).max(100).default(20).describe("How many, 1 to 100."),
      cursor: z.string().optional().describe("next_cursor of the previous page."),
      kind: kind().optional().describe("Only artifacts of this kind."),
      tag: z.string().max(50).optional().describe("Only artifacts with this tag."),
    },
    outputSchema: { artifacts: z.array(z.object(summary)), next_cursor: z.string().optional() },
    annotations: { readOnlyHint: true },
  }, async ({ limit }) => result({ ...await store.list({ limit }) }));
  server.registerTool("artifact.view", {
    description: "Read one of the signed-in user's artifacts.",
    inputSchema: { id: z.uuid(), offset: z.int().default(0), limit: z.int().default(65536) },
    outputSchema: {
      artifact: z.object({ ...summary, content: z.string() }),
      next_offset: z.int().optional(),
    },
  }, () => result({}));
  server.registerTool("artifact.create", {
    description: "Save a new artifact.",
    inputSchema: {
      title: z.string().max(200).describe("What to call it, 1 to 200 characters."),
      kind: kind().describe("What the content is."),
      content: z.string().max(1_048_576).describe("The whole content, at most 1 MiB."),
      language: z.string().max(50).optional().describe("For code: the language."),
      tags: z.array(z.string().max(50)).max(10).optional().describe("Words to find it by."),
    },
    outputSchema: { artifact: z.object(summary) },
  }, () => result({}));
  server.registerTool("artifact.kinds", {
    description: "Tell which kinds can be saved.",
    outputSchema: { kinds: z.array(z.object({ kind: kind(), use: z.string() })) },
  }, () => result({}));
  return server;
}

async function documented(request: Request): Promise<Response> {
  const server = documentedServer();
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
  // The SDK's class and interface disagree under exactOptionalPropertyTypes about `sessionId`.
  await server.connect(transport as Parameters<McpServer["connect"]>[0]);
  return await transport.handleRequest(request);
}

const contestants = {
  "this server": async (request: Request) => await ours.fetch(request),
  "documented pattern": documented,
};
const newRequest = () =>
  new Request("http://127.0.0.1:8081/mcp", { method: "POST", headers, body });

// A contestant that answers with an error would be fast.
for (const [name, answer] of Object.entries(contestants)) {
  const { result } = await (await answer(newRequest())).json();
  assert.deepEqual(result.structuredContent.artifacts, PAGE.artifacts, name);
}

for (const [name, answer] of Object.entries(contestants)) {
  Deno.bench({
    name,
    group: "tools/call artifact.list",
    baseline: name === "this server",
    // Enough for the compiler to have settled: a bench of a few hundred calls times the compiler.
    warmup: 3_000,
    n: 3_000,
    // Making the request and reading the response is the client's work.
    fn: async (bench) => {
      const request = newRequest();
      bench.start();
      const response = await answer(request);
      bench.end();
      await response.body?.cancel();
    },
  });
}
