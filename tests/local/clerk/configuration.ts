// The configuration of oidc-provider that matches Clerk. Middleware handles the remaining differences.
// @ts-types="@types/oidc-provider"
import type { Configuration } from "oidc-provider";
import { randomBase62 } from "./base62.ts";
import type { SigningKey } from "./keys.ts";
import { CLERK_SCOPES, type ClerkInstance } from "./options.ts";
import { renderError } from "./page_response.ts";
import type { Person } from "./people.ts";
import { policyWithKnownScopes } from "./scope_policy.ts";
import type { Storage } from "./storage.ts";

const CLAIMS = {
  openid: ["sub"],
  profile: ["name", "preferred_username"],
  email: ["email", "email_verified"],
};

const ROUTES = {
  authorization: "/oauth/authorize",
  token: "/oauth/token",
  revocation: "/oauth/token/revoke",
  registration: "/oauth/register",
  jwks: "/.well-known/jwks.json",
};

const TEN_YEARS = 10 * 365 * 86_400;

/** In seconds. As in Clerk: 10 minutes for codes, ten years for refresh tokens. */
const LIFETIMES = {
  AuthorizationCode: 600,
  RefreshToken: TEN_YEARS,
  Grant: TEN_YEARS,
  IdToken: 86_400,
  Interaction: 3600,
  Session: 3600,
};

/**
 * The library's configuration for one instance.
 *
 * @param personBySub finds a user who has signed in since the start
 */
export function configurationOf(
  clerk: ClerkInstance,
  key: SigningKey,
  personBySub: (sub: string) => Person | undefined,
  storage: Storage,
): Configuration {
  return {
    adapter: storage.adapter,
    jwks: { keys: [key.privateJwk] },
    cookies: { keys: [randomBase62(32)] },
    clientDefaults: { grant_types: ["authorization_code", "refresh_token"] },
    clientAuthMethods: ["client_secret_basic", "client_secret_post", "none"],
    scopes: [...CLERK_SCOPES],
    claims: CLAIMS,
    findAccount: (_ctx, sub) => {
      const person = personBySub(sub);
      return person && { accountId: sub, claims: () => person };
    },
    pkce: { required: () => clerk.pkceRequired },
    rotateRefreshToken: true,
    routes: ROUTES,
    ttl: { ...LIFETIMES, AccessToken: clerk.accessTokenTtl },
    interactions: {
      policy: policyWithKnownScopes(),
      url: (_ctx, { prompt, uid }) => `/${prompt.name === "login" ? "sign-in" : "consent"}/${uid}`,
    },
    features: featuresOf(clerk),
    fetch: serveDocuments(clerk.clientIdMetadataDocuments),
    renderError,
  };
}

function featuresOf(clerk: ClerkInstance): Configuration["features"] {
  return {
    devInteractions: { enabled: false },
    rpInitiatedLogout: { enabled: false },
    // With userinfo off, an absent `resource` at the token endpoint means the authorized one.
    userinfo: { enabled: false },
    revocation: {
      enabled: true,
      allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId,
    },
    registration: {
      enabled: true, // The middleware decides whether registration is open.
      issueRegistrationAccessToken: false,
      idFactory: () => randomBase62(16),
      secretFactory: () => randomBase62(32),
    },
    clientIdMetadataDocument: {
      enabled: Object.keys(clerk.clientIdMetadataDocuments).length > 0,
      ack: "draft-02",
    },
    resourceIndicators: {
      enabled: true,
      // Clerk has no list of resources: it issues tokens for any resource.
      getResourceServerInfo: () => ({ scope: CLERK_SCOPES.join(" "), accessTokenFormat: "opaque" }),
    },
  };
}

/** Serves Client ID Metadata Documents from memory; other URLs get 404, so the stand-in works offline. */
function serveDocuments(documents: Record<string, unknown>): typeof fetch {
  return (input) => {
    const url = input instanceof Request ? input.url : String(input);
    if (!Object.hasOwn(documents, url)) return Promise.resolve(new Response(null, { status: 404 }));
    return Promise.resolve(Response.json(documents[url]));
  };
}
