// SDK v2's own handler of requests, both families of revisions on one address.

import { createMcpHandler, McpServer } from "@modelcontextprotocol/server";
import { unauthorized, verify } from "./access_token.ts";
import { newestOf } from "./artifacts_table.ts";
import { describe, NAME, resultOf } from "./list_tool.ts";

const handler = createMcpHandler(({ authInfo }) => {
  const server = new McpServer({ name: "contestant", version: "1.0.0" });
  server.registerTool(
    NAME,
    describe(),
    async ({ limit }) => resultOf(await newestOf(`${authInfo?.extra?.userId}`, limit)),
  );
  return server;
});

export default {
  async fetch(request: Request): Promise<Response> {
    const authInfo = await verify(request.headers.get("Authorization"));
    return authInfo ? await handler.fetch(request, { authInfo }) : unauthorized();
  },
};
