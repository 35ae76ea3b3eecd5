// One Clerk instance as a Koa application: oidc-provider with middleware for Clerk's differences. Opens no port.
// @ts-types="@types/oidc-provider"
import Provider from "oidc-provider";
import { backendApi } from "./backend_api.ts";
import { configurationOf } from "./configuration.ts";
import { cors, freshAuthorization, metadata, registration } from "./frontend_api.ts";
import { instanceSettings } from "./instance_settings.ts";
import type { SigningKey } from "./keys.ts";
import { OpaqueTokens } from "./opaque_tokens.ts";
import type { ClerkInstance } from "./options.ts";
import type { Person } from "./people.ts";
import { signInPages } from "./sign_in_pages.ts";
import type { Storage } from "./storage.ts";
import { revocation, tokenResponse } from "./token_endpoints.ts";

/** Creates the instance; its `callback()` handles Node's HTTP requests. */
export function createAuthorizationServer(
  clerk: ClerkInstance,
  key: SigningKey,
  storage: Storage,
): Provider {
  const people = new Map<string, Person>();
  const provider = new Provider(
    clerk.issuer,
    configurationOf(clerk, key, (sub) => people.get(sub), storage),
  );
  const opaque = new OpaqueTokens(clerk.accessTokenTtl);
  provider.on("grant.revoked", (_ctx, grantId) => opaque.revokeGrant(grantId));
  provider.on("server_error", (_ctx, error) => logError(error));
  provider.use(cors);
  provider.use(backendApi(key, opaque));
  provider.use(instanceSettings(clerk));
  provider.use(metadata(clerk));
  provider.use(registration(clerk));
  provider.use(signInPages({ provider, people }));
  provider.use(freshAuthorization);
  provider.use(tokenResponse(clerk, key, opaque));
  provider.use(revocation(opaque));
  return provider;
}

/** Logs the cause of `server_error`, which the library does not report. */
function logError(error: Error): void {
  Deno.stderr.writeSync(new TextEncoder().encode(`clerk stand-in: ${error.stack}\n`));
}
