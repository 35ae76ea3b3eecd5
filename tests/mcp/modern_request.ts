// A request of MCP 2026-07-28 as a well-behaved client sends it: body and the headers that repeat it.

const PREFIX = "io.modelcontextprotocol/";

export const META = {
  [`${PREFIX}protocolVersion`]: "2026-07-28",
  [`${PREFIX}clientInfo`]: { name: "test", version: "1.0.0" },
  [`${PREFIX}clientCapabilities`]: {},
};

export interface ModernRequest {
  message: { jsonrpc: "2.0"; id: number | string; method: string; params: Record<string, unknown> };
  headers: Record<string, string>;
}

/** @param params without `_meta`, or with one that replaces fields of {@link META} */
export function modern(
  method: string,
  params: Record<string, unknown> & { _meta?: Record<string, unknown> } = {},
  id: number | string = 1,
): ModernRequest {
  const _meta = { ...META, ...params._meta };
  const name = method === "resources/read" ? params.uri : params.name;
  return {
    message: { jsonrpc: "2.0", id, method, params: { ...params, _meta } },
    headers: {
      "MCP-Protocol-Version": String(_meta[`${PREFIX}protocolVersion`]),
      "Mcp-Method": method,
      ...(name !== undefined && { "Mcp-Name": String(name) }),
    },
  };
}
