// Reads `params._meta`, which replaces the handshake (MCP 2026-07-28, basic, Per-request protocol fields).

import { isObject } from "../../json/value.ts";

const PROTOCOL_VERSION = "io.modelcontextprotocol/protocolVersion";
const CLIENT_CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";

/** The key under which `_meta` of a result holds the server's `serverInfo`. */
export const SERVER_INFO = "io.modelcontextprotocol/serverInfo";

export interface RequestMeta {
  protocolVersion: string;
  clientCapabilities: Record<string, unknown>;
}

/** The error message when a required field is missing or malformed, for client developers. */
export const REQUIRED_META =
  `params._meta must hold ${PROTOCOL_VERSION} (a string) and ${CLIENT_CAPABILITIES} (an object)`;

/**
 * @param protocolVersion the result of {@link claimedVersion}
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

/** Returns the revision in `_meta`, unchecked; `undefined` if absent, as in older revisions. */
export function claimedVersion(params: Record<string, unknown> = {}): unknown {
  return isObject(params._meta) ? params._meta[PROTOCOL_VERSION] : undefined;
}
