// Reads `params._meta`, which replaces the handshake (MCP 2026-07-28, basic, Per-request protocol fields).

import { isObject } from "../../json/value.ts";

const PROTOCOL_VERSION = "io.modelcontextprotocol/protocolVersion";
const CLIENT_CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";

/** The key of the server's info in the `_meta` of results. */
export const SERVER_INFO = "io.modelcontextprotocol/serverInfo";

export interface RequestMeta {
  protocolVersion: string;
  clientCapabilities: Record<string, unknown>;
}

/** The error message for client developers if a required field is missing or malformed. */
export const REQUIRED_META =
  `params._meta must hold ${PROTOCOL_VERSION} (a string) and ${CLIENT_CAPABILITIES} (an object)`;

/**
 * @param protocolVersion see {@link claimedVersion}
 * @returns `undefined` if a required field is missing or malformed
 */
export function parseRequestMeta(
  protocolVersion: unknown,
  params: Record<string, unknown> = {},
): RequestMeta | undefined {
  if (!isObject(params._meta)) return undefined;
  const clientCapabilities = params._meta[CLIENT_CAPABILITIES];
  if (typeof protocolVersion !== "string" || !isObject(clientCapabilities)) return undefined;
  return { protocolVersion, clientCapabilities };
}

/** The revision in `_meta`, unchecked; `undefined` for older revisions, which do not send it. */
export function claimedVersion(params: Record<string, unknown> = {}): unknown {
  return isObject(params._meta) ? params._meta[PROTOCOL_VERSION] : undefined;
}
