// A request of MCP 2026-07-28 as a well-behaved client sends it: body and the headers that repeat it.

import type { InProcess } from "./in_process.ts";

const PREFIX = "io.modelcontextprotocol/";

export const META = {
  [`${PREFIX}protocolVersion`]: "2026-07-28",
  [`${PREFIX}clientInfo`]: { name: "test", version: "1.0.0" },
  [`${PREFIX}clientCapabilities`]: {},
};

interface ModernRequest {
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

/** Sends such a request; `headers` come after those that repeat the body. @returns status and body */
export async function answerTo(
  { post }: Pick<InProcess, "post">,
  method: string,
  params = {},
  headers: Record<string, string> = {},
) {
  const request = modern(method, params);
  const response = await post(request.message, { ...request.headers, ...headers });
  return { status: response.status, ...await response.json() };
}
