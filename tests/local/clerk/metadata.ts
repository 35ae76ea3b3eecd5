// The instance's RFC 8414 metadata, as Clerk publishes it.
import { CLERK_SCOPES, type ClerkInstance } from "./options.ts";

/**
 * Authorization server metadata. URLs use the issuer, not the request's `Host`, which differs behind a tunnel.
 * Disabled features are not listed.
 */
export function metadataOf(clerk: ClerkInstance): Record<string, unknown> {
  const { issuer } = clerk;
  const cimd = clerk.clientIdMetadataAdvertised;
  return {
    issuer,
    authorization_endpoint: `${issuer}/oauth/authorize`,
    token_endpoint: `${issuer}/oauth/token`,
    revocation_endpoint: `${issuer}/oauth/token/revoke`,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    ...(clerk.dynamicRegistration && { registration_endpoint: `${issuer}/oauth/register` }),
    ...(cimd && { client_id_metadata_document_supported: true }),
    response_types_supported: ["code"],
    grant_types_supported: ["authorization_code", "refresh_token"],
    token_endpoint_auth_methods_supported: ["client_secret_basic", "none", "client_secret_post"],
    scopes_supported: [...CLERK_SCOPES],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256"],
    claims_supported: ["sub", "iss", "aud", "exp", "iat", "name", "email", "email_verified"],
    code_challenge_methods_supported: ["S256"],
    authorization_response_iss_parameter_supported: true,
  };
}
