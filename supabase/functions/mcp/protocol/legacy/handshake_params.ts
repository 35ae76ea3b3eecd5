// The params of `initialize` as the SDK gets them: three short texts, whatever the client sent.

import { isObject } from "../../json/value.ts";

/** Characters of a client's text that reach the SDK; every revision and most names are shorter. */
const MAX_TEXT = 64;

/**
 * The handshake in a few short texts. The SDK's validator makes an issue of each wrong element: a client's
 * own object with a list of a million numbers cost it seconds and gigabytes.
 * @returns `undefined` for params that are no handshake
 */
export function rebuiltHandshake(
  { protocolVersion, capabilities, clientInfo, _meta }: Record<string, unknown> = {},
) {
  if (typeof protocolVersion !== "string") return undefined;
  // Nothing here depends on the client's name or capabilities, and some clients leave them out.
  if (![capabilities, clientInfo, _meta].every(isObjectOrAbsent)) return undefined;
  const { name, version } = isObject(clientInfo) ? clientInfo : {};
  if (![name, version].every(isTextOrAbsent)) return undefined;
  return {
    protocolVersion: shortened(protocolVersion),
    capabilities: {},
    clientInfo: { name: shortened(name), version: shortened(version) },
  };
}

function isObjectOrAbsent(value: unknown): boolean {
  return value === undefined || value === null || isObject(value);
}

function isTextOrAbsent(value: unknown): boolean {
  return value === undefined || value === null || typeof value === "string";
}

function shortened(text: unknown): string {
  return typeof text === "string" ? text.slice(0, MAX_TEXT) : "unknown";
}
