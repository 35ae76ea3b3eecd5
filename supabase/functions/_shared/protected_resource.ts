// The OAuth protected resource: its metadata (RFC 9728), the metadata's URL, and the challenges that name this URL.

import type { PublicConfig } from "./config.ts";

/** The server's name in clients' dialogs, and the realm of challenges. */
export const RESOURCE_NAME = "Artifacts";

/** The URL of the resource's metadata, served by function `well-known`. */
export function metadataUrl(resource: string): string {
  return new URL("well-known/oauth-protected-resource/mcp", resource).href;
}

/** The URL of the documentation for people, served by function `well-known`. */
export function documentationUrl(resource: string): string {
  return new URL("well-known/documentation", resource).href;
}

/** A protected resource metadata document (RFC 9728 §2). */
export interface ProtectedResourceMetadata {
  resource: string;
  authorization_servers: string[];
  scopes_supported: readonly string[];
  bearer_methods_supported: ["header"];
  resource_name: string;
  resource_documentation: string;
}

/**
 * The scopes that clients should request. `offline_access` is for two kinds of clients. Some request exactly these
 * scopes, and get a refresh token only with `offline_access`. Others register these scopes, then also request
 * `offline_access`: the authorization server refuses scopes that a client has not registered.
 * @param required the tools' scopes; `offline_access` is never required
 */
export function advertisedScopes(
  required: readonly string[],
  { offlineAccess }: Pick<PublicConfig, "offlineAccess">,
): readonly string[] {
  return offlineAccess ? [...required, "offline_access"] : required;
}

/** The scopes of all tools: `scopes_supported` of the resource (RFC 9728 §2). */
export function scopesOf<Scope extends string>(
  tools: readonly { requires: readonly Scope[] | "public" }[],
): Scope[] {
  const scopes = tools.flatMap(({ requires }) => requires === "public" ? [] : [...requires]);
  return [...new Set(scopes)];
}

/** @param required the scopes of all tools */
export function protectedResourceMetadata(
  config: PublicConfig,
  required: readonly string[],
): ProtectedResourceMetadata {
  return {
    resource: config.resource,
    authorization_servers: [config.issuer],
    scopes_supported: advertisedScopes(required, config),
    bearer_methods_supported: ["header"],
    resource_name: RESOURCE_NAME,
    resource_documentation: documentationUrl(config.resource),
  };
}

/** The parameters of a challenge, except the realm. */
export interface Challenge {
  error?: "invalid_token" | "insufficient_scope" | undefined;
  error_description?: string | undefined;
  /** URL of the protected resource metadata (RFC 9728 §5.1). */
  resource_metadata: string;
  /** The scopes for the operation, separated by spaces (RFC 6750 §3). */
  scope?: string | undefined;
}

/** The value of a `WWW-Authenticate` header (RFC 6750 §3, RFC 9728 §5.1). */
export function bearerChallenge(challenge: Challenge): string {
  const { error, error_description, resource_metadata, scope } = challenge;
  const parameters = { realm: RESOURCE_NAME, error, error_description, resource_metadata, scope };
  return "Bearer " + Object.entries(parameters)
    .filter(([, value]) => value)
    .map(([name, value]) => `${name}="${quotable(value as string)}"`)
    .join(", ");
}

// Encodes quotes and backslashes, which a quoted-string cannot contain as they are (RFC 9110 §5.6.4). Also encodes
// non-ASCII characters, because fetch rejects them in header values.
function quotable(value: string): string {
  return value.replace(/[^\x20-\x7e]|["\\]/gu, (character) => encodeURIComponent(character));
}
