// The limit: a token is verified, the query is made, the rows are sent. No MCP, no schemas.

import { unauthorized, verify } from "./access_token.ts";
import { newestOf } from "./artifacts_table.ts";

export default {
  async fetch(request: Request): Promise<Response> {
    const verified = await verify(request.headers.get("Authorization"));
    if (!verified) return unauthorized();
    const { id, params } = await request.json();
    const artifacts = await newestOf(verified.extra.userId, params.arguments.limit);
    return Response.json({ jsonrpc: "2.0", id, result: { structuredContent: { artifacts } } });
  },
};
