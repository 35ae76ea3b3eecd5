// The switches of a local Clerk instance and their defaults; knows nothing of how they are carried out.

import { CLIENT_DOCUMENTS } from "./client_documents.ts";

/** What Clerk's dashboard and Backend API let an operator choose, as far as the stand-in imitates it. */
export interface ClerkOptions {
  /** TCP port on 127.0.0.1; 0 or absent = any free one. */
  port?: number;
  /** The issuer as clients see it, for example a tunnel: an origin. Default: `http://127.0.0.1:<port>`. */
  publicUrl?: string;
  /** Clerk's "Generate access tokens as JWTs": default `jwt`; `opaque` gives `oat_…`. */
  accessTokens?: "jwt" | "opaque";
  /** Clerk's `aud_claim_enabled`; default true. False = tokens without `aud`, as an untouched Clerk issues them. */
  audienceClaim?: boolean;
  /** RFC 7591; default true. False = not advertised and refused with 422. */
  dynamicRegistration?: boolean;
  /** client_id URL → its metadata document, served offline. Default: {@link CLIENT_DOCUMENTS}; `{}` = none is known. */
  clientIdMetadataDocuments?: Record<string, unknown>;
  /** `client_id_metadata_documents_advertised`; default: when any document is known. */
  clientIdMetadataAdvertised?: boolean;
  /** Clerk's `pkce_required`; default true. */
  pkceRequired?: boolean;
  /**
   * What the instance makes of the settings that Clerk's published schema does not list (`aud_claim_enabled`,
   * `pkce_required`): default `known`; `hidden` takes them and never shows them, `refused` answers 422.
   */
  unpublishedSettings?: "known" | "hidden" | "refused";
  /**
   * Scopes of a registration that names none, space separated. Clerk's own default is the trap
   * `email offline_access profile`: a later request for `openid` is then refused.
   */
  defaultScopes?: string;
  /** The private signing key (JWK) is kept in this file, so that tokens outlive a restart; absent = a new key. */
  keyFile?: string;
  /** Life of an access token in seconds; default 86400. */
  accessTokenTtl?: number;
  /** `expires_in` of token answers, in seconds; default: `accessTokenTtl`. */
  announcedTtl?: number;
}

/** Every choice made, and the issuer known. The Backend API changes it while it runs. */
export type ClerkInstance =
  & Required<Omit<ClerkOptions, "port" | "publicUrl" | "keyFile">>
  & { readonly issuer: string };

/** All scopes Clerk has without custom ones. */
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

/** Fills in the defaults of what the caller left open. */
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
