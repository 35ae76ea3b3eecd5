// One Clerk instance as a Koa application: oidc-provider in the middle, Clerk's differences around it; opens no port.
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

/** Puts the instance together; the result answers Node's HTTP requests through its `callback()`. */
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
  provider.on("server_error", (_ctx, error) => reportFault(error));
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

/** The library answers `server_error` and keeps the cause to itself. */
function reportFault(error: Error): void {
  Deno.stderr.writeSync(new TextEncoder().encode(`clerk stand-in: ${error.stack}\n`));
}
