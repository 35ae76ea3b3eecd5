// mcp-lite: a server made once, requests bound to it.

import { McpServer, StreamableHttpTransport } from "mcp-lite";
import { z } from "zod";
import { unauthorized, verify } from "./access_token.ts";
import { newestOf } from "./artifacts_table.ts";
import { describe, NAME, resultOf } from "./list_tool.ts";

const server = new McpServer({
  name: "contestant",
  version: "1.0.0",
  schemaAdapter: (schema) => z.toJSONSchema(schema as z.ZodType),
});
server.tool(NAME, {
  ...describe(),
  handler: async ({ limit }, { authInfo }) =>
    resultOf(await newestOf(`${authInfo?.extra?.userId}`, limit)),
});
const handle = new StreamableHttpTransport().bind(server);

export default {
  async fetch(request: Request): Promise<Response> {
    const authInfo = await verify(request.headers.get("Authorization"));
    return authInfo ? await handle(request, { authInfo }) : unauthorized();
  },
};
