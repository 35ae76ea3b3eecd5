// This server as an OAuth protected resource: its RFC 9728 document, the address of that document
// and the challenges that point there. Pure data and strings; asks nobody.

import type { PublicConfig } from "./config.ts";

/** What people see in consent and connector dialogs, and the realm of every challenge. */
export const RESOURCE_NAME = "Artifacts";

/** Where function `well-known` serves the metadata of the resource: its neighbour in the project. */
export function metadataUrl(resource: string): string {
  return new URL("well-known/oauth-protected-resource/mcp", resource).href;
}

/** Where function `well-known` serves a text for people about this server. */
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
 * Scopes as clients should request them. Clients that request exactly what is advertised then get a
 * refresh token, and clients that add `offline_access` by themselves have registered it.
 * @param required scopes that some tool requires; `offline_access` is never required
 */
export function advertisedScopes(
  required: readonly string[],
  { offlineAccess }: Pick<PublicConfig, "offlineAccess">,
): readonly string[] {
  return offlineAccess ? [...required, "offline_access"] : required;
}

/** Every scope that some tool requires: `scopes_supported` of the resource (RFC 9728 §2). */
export function scopesOf<Scope extends string>(
  tools: readonly { requires: readonly Scope[] | "public" }[],
): Scope[] {
  const scopes = tools.flatMap(({ requires }) => requires === "public" ? [] : [...requires]);
  return [...new Set(scopes)];
}

/**
 * The metadata of this resource.
 * @param required every scope that some tool requires
 */
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

/** The parameters of a challenge besides the realm; absent ones are left out. */
export interface Challenge {
  error?: "invalid_token" | "insufficient_scope" | undefined;
  error_description?: string | undefined;
  /** URL of the RFC 9728 document (RFC 9728 §5.1). */
  resource_metadata: string;
  /** The scopes of the whole operation, separated by spaces (RFC 6750 §3). */
  scope?: string | undefined;
}

/** The value of a `WWW-Authenticate` header (RFC 6750 §3, RFC 9728 §5.1), every value quoted. */
export function bearerChallenge(challenge: Challenge): string {
  const { error, error_description, resource_metadata, scope } = challenge;
  const parameters = { realm: RESOURCE_NAME, error, error_description, resource_metadata, scope };
  return "Bearer " + Object.entries(parameters)
    .filter(([, value]) => value)
    .map(([name, value]) => `${name}="${quotable(value as string)}"`)
    .join(", ");
}

// A quoted-string ends at a quote and fetch refuses non-ASCII header values (RFC 9110 §5.6.4).
function quotable(value: string): string {
  return value.replace(/[^\x20-\x7e]|["\\]/gu, (character) => encodeURIComponent(character));
}
