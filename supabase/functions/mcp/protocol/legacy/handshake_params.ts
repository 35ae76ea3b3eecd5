// Reduces the params of `initialize` to a few short texts before they reach the SDK.

import { isObject } from "../../json/value.ts";

/** The number of characters that are kept of each text. All revisions and most names are shorter. */
const MAX_TEXT = 64;

/**
 * Rebuilds the params from the needed texts. The SDK's validator reports each wrong element: for a list of a million
 * numbers, that took seconds and gigabytes.
 * @returns `undefined` for malformed params
 */
export function rebuiltHandshake(
  { protocolVersion, capabilities, clientInfo, _meta }: Record<string, unknown> = {},
) {
  if (typeof protocolVersion !== "string") return undefined;
  // Some clients omit `clientInfo.name` and `capabilities`; this server does not need them.
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
