// The options of a local Clerk instance, and their defaults.

import { CLIENT_DOCUMENTS } from "./client_documents.ts";

/** The settings of Clerk's dashboard and Backend API that the stand-in supports. */
export interface ClerkOptions {
  /** TCP port on 127.0.0.1; 0 or absent = any free port. */
  port?: number;
  /** The origin that clients use, for example a tunnel. Default: `http://127.0.0.1:<port>`. */
  publicUrl?: string;
  /** Clerk's "Generate access tokens as JWTs": `jwt` (default), or `opaque` for `oat_…`. */
  accessTokens?: "jwt" | "opaque";
  /** Clerk's `aud_claim_enabled`; default true. False = tokens without `aud`, as in a new Clerk instance. */
  audienceClaim?: boolean;
  /** RFC 7591; default true. False = not advertised, and answered 422. */
  dynamicRegistration?: boolean;
  /** client_id URL → its metadata document, served offline. Default: {@link CLIENT_DOCUMENTS}; `{}` = no documents. */
  clientIdMetadataDocuments?: Record<string, unknown>;
  /** `client_id_metadata_documents_advertised`; default: true if there are documents. */
  clientIdMetadataAdvertised?: boolean;
  /** Clerk's `pkce_required`; default true. */
  pkceRequired?: boolean;
  /**
   * How the instance treats settings that Clerk's published schema lacks (`aud_claim_enabled`, `pkce_required`):
   * `known` (default); `hidden` accepts but does not return them; `refused` answers 422.
   */
  unpublishedSettings?: "known" | "hidden" | "refused";
  /**
   * Scopes of a registration without scopes, space-separated. Clerk's own default is `email offline_access profile`,
   * with which a later request for `openid` is refused.
   */
  defaultScopes?: string;
  /** File of the private signing key (JWK), so that tokens stay valid after a restart; absent = a new key. */
  keyFile?: string;
  /** Lifetime of an access token in seconds; default 86,400. */
  accessTokenTtl?: number;
  /** `expires_in` of token responses, in seconds; default: `accessTokenTtl`. */
  announcedTtl?: number;
}

/** Complete options with the issuer. The Backend API can change them at run time. */
export type ClerkInstance =
  & Required<Omit<ClerkOptions, "port" | "publicUrl" | "keyFile">>
  & { readonly issuer: string };

/** All built-in scopes of Clerk. */
export const CLERK_SCOPES = [
  "openid",
  "profile",
  "email",
  "public_metadata",
  "private_metadata",
  "offline_access",
] as const;

/** Seconds. */
const DEFAULT_TTL = 86_400;

/** Fills in the defaults. */
export function instanceOf(options: ClerkOptions, issuer: string): ClerkInstance {
  const documents = options.clientIdMetadataDocuments ?? CLIENT_DOCUMENTS;
  return {
    issuer,
    accessTokens: options.accessTokens ?? "jwt",
    audienceClaim: options.audienceClaim ?? true,
    dynamicRegistration: options.dynamicRegistration ?? true,
    clientIdMetadataDocuments: documents,
    clientIdMetadataAdvertised: options.clientIdMetadataAdvertised ??
      Object.keys(documents).length > 0,
    pkceRequired: options.pkceRequired ?? true,
    unpublishedSettings: options.unpublishedSettings ?? "known",
    defaultScopes: options.defaultScopes ?? "openid profile email offline_access",
    accessTokenTtl: options.accessTokenTtl ?? DEFAULT_TTL,
    announcedTtl: options.announcedTtl ?? options.accessTokenTtl ?? DEFAULT_TTL,
  };
}
