// Clerk's Backend API for the OAuth application settings: the fields of the published schema (2026-05-12) and two
// unpublished ones.
import { json } from "node:stream/consumers";
import { answer, hasSecretKey, problem } from "./backend_api.ts";
import type { Middleware } from "./middleware.ts";
import type { ClerkInstance } from "./options.ts";

const PATH = "/v1/instance/oauth_application_settings";
/** Clerk's default for clients that register without scopes. */
const CLERK_DEFAULT_SCOPES = "email offline_access profile";
const UNPUBLISHED = ["aud_claim_enabled", "pkce_required"];

/** How each setting is read and written. `null` keeps a setting; for scopes it restores Clerk's default. */
const SETTINGS: Record<string, {
  read(clerk: ClerkInstance): unknown;
  write(clerk: ClerkInstance, value: unknown): void;
}> = {
  dynamic_oauth_client_registration: flag("dynamicRegistration"),
  client_id_metadata_documents_advertised: flag("clientIdMetadataAdvertised"),
  client_id_metadata_documents_only_allow_pre_registered_clients: fixed(false),
  client_id_metadata_documents_block_implicitly_allowed_clients: fixed(false),
  aud_claim_enabled: flag("audienceClaim"),
  pkce_required: flag("pkceRequired"),
  oauth_jwt_access_tokens: {
    read: (clerk) => clerk.accessTokens === "jwt",
    write: (clerk, value) => clerk.accessTokens = value ? "jwt" : "opaque",
  },
  default_scopes: {
    read: (clerk) =>
      clerk.defaultScopes === CLERK_DEFAULT_SCOPES ? null : clerk.defaultScopes.split(" "),
    write: (clerk, value) =>
      clerk.defaultScopes = Array.isArray(value) ? value.join(" ") : CLERK_DEFAULT_SCOPES,
  },
};

/** Middleware for GET and PATCH of the settings. */
export function instanceSettings(clerk: ClerkInstance): Middleware {
  return async (ctx, next) => {
    if (ctx.path !== PATH) return await next();
    if (!hasSecretKey(ctx)) return;
    if (ctx.method === "PATCH") {
      const patch = await json(ctx.req).catch(() => undefined);
      const unknown = Object.keys(Object(patch)).find((name) => !isKnown(clerk, name));
      if (!(patch instanceof Object) || unknown !== undefined) {
        const message = `${unknown ?? "the body"} is not a valid parameter for this request.`;
        return answer(ctx, 422, problem("form_param_unknown", message));
      }
      for (const [name, value] of Object.entries(patch)) SETTINGS[name]?.write(clerk, value);
    }
    answer(ctx, 200, settingsOf(clerk));
  };
}

function isKnown({ unpublishedSettings }: ClerkInstance, name: string): boolean {
  const refused = unpublishedSettings === "refused" && UNPUBLISHED.includes(name);
  return Object.hasOwn(SETTINGS, name) && !refused;
}

function settingsOf(clerk: ClerkInstance): Record<string, unknown> {
  const shown = Object.entries(SETTINGS)
    .filter(([name]) => clerk.unpublishedSettings === "known" || !UNPUBLISHED.includes(name));
  const values = shown.map(([name, { read }]) => [name, read(clerk)]);
  return { object: "oauth_application_settings", ...Object.fromEntries(values) };
}

type Flag = "dynamicRegistration" | "clientIdMetadataAdvertised" | "audienceClaim" | "pkceRequired";

function flag(name: Flag) {
  return {
    read: (clerk: ClerkInstance) => clerk[name],
    write: (clerk: ClerkInstance, value: unknown) => void (clerk[name] = value === true),
  };
}

function fixed(value: unknown) {
  return { read: () => value, write: () => {} };
}
