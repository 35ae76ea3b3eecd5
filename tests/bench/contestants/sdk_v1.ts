// The SDK's documented stateless pattern: a new server, with its tools, and a new transport for every request.

// @ts-types="@modelcontextprotocol/sdk/server/mcp"
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
// @ts-types="@modelcontextprotocol/sdk/server/webStandardStreamableHttp"
import { WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js";
import { unauthorized, verify } from "./access_token.ts";
import { newestOf } from "./artifacts_table.ts";
import { describe, NAME, resultOf } from "./list_tool.ts";

function createServer(): McpServer {
  const server = new McpServer({ name: "contestant", version: "1.0.0" });
  server.registerTool(
    NAME,
    describe(),
    async ({ limit }, { authInfo }) =>
      resultOf(await newestOf(`${authInfo?.extra?.userId}`, limit)),
  );
  return server;
}

export default {
  async fetch(request: Request): Promise<Response> {
    const authInfo = await verify(request.headers.get("Authorization"));
    if (!authInfo) return unauthorized();
    const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
    // The SDK's class and interface disagree under exactOptionalPropertyTypes about `sessionId`.
    await createServer().connect(transport as Parameters<McpServer["connect"]>[0]);
    return await transport.handleRequest(request, { authInfo });
  },
};
