// What this server needs of a Clerk instance, setting by setting, in the names of Clerk's Backend API.

export type Settings = Record<string, unknown>;

export interface Need {
  /** Field of `/v1/instance/oauth_application_settings`. */
  field: string;
  /** What it is about, for people. */
  what: string;
  /** What breaks without it. */
  why: string;
  /** Whether Clerk's published schema lists the field. One that it does not may be refused, or never shown. */
  published: boolean;
  isRight(settings: Settings): boolean;
  /** The value to set, given what is there. */
  wanted(settings: Settings): unknown;
}

/** What clients ask for: who it is, and to stay signed in. */
const SCOPES = ["openid", "profile", "email", "offline_access"];

function stringsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

function on(
  field: string,
  published: boolean,
  what: string,
  why: string,
  orElse = (_settings: Settings) => false,
): Need {
  const isRight = (settings: Settings) => settings[field] === true || orElse(settings);
  return { field, what, why, published, isRight, wanted: () => true };
}

export const NEEDS: readonly Need[] = [
  on(
    "oauth_jwt_access_tokens",
    true,
    "access tokens as JWTs",
    "Opaque tokens work, but each call has to ask Clerk, which allows 100 such questions in 10 s in " +
      "development, 1000 in production.",
  ),
  on(
    "dynamic_oauth_client_registration",
    true,
    "dynamic client registration",
    "ChatGPT, Claude and the Inspector register themselves; without it, and without client id " +
      "metadata documents, nobody can connect. It opens a public endpoint: keep the consent screen on.",
    (settings) => settings.client_id_metadata_documents_advertised === true,
  ),
  {
    field: "default_scopes",
    what: "scopes of clients that name none",
    why:
      "Clerk's own defaults leave openid out: a client that registers without scopes and then asks " +
      "for it gets invalid_scope. Without offline_access it has to sign in anew every day.",
    published: true,
    isRight: ({ default_scopes }) =>
      SCOPES.every((scope) => stringsOf(default_scopes).includes(scope)),
    wanted: ({ default_scopes }) => [...new Set([...SCOPES, ...stringsOf(default_scopes)])],
  },
  on(
    "aud_claim_enabled",
    false,
    "the audience in tokens",
    "Without it a token says not which server it is for, and this server refuses it (unless " +
      "CLERK_AUDIENCE=if-present: supabase/README.md, Tokens without an audience).",
  ),
  on(
    "pkce_required",
    false,
    "PKCE for everybody",
    "Without it a registered client may leave PKCE out, and a stolen code can be redeemed.",
  ),
];

/** What no field of the Backend API tells. */
export const IN_THE_DASHBOARD =
  "The consent screen cannot be read here: see that it is on (Clerk's dashboard, OAuth applications).";

/** `unknown`: the instance does not show the field. */
export type State = "right" | "wrong" | "unknown";

export function stateOf({ field, published, isRight }: Need, settings: Settings): State {
  if (isRight(settings)) return "right";
  return !published && !(field in settings) ? "unknown" : "wrong";
}

/** A value as it is shown to people. */
export function shown(value: unknown): string {
  if (value === undefined) return "not shown";
  if (value === null) return "Clerk's own (email offline_access profile)";
  if (Array.isArray(value)) return value.join(" ");
  return value === true ? "on" : value === false ? "off" : JSON.stringify(value);
}
