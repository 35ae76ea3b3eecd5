// The settings of a Clerk instance that this server requires, by their names in Clerk's Backend API.

export type Settings = Record<string, unknown>;

export interface Need {
  /** Field of `/v1/instance/oauth_application_settings`. */
  field: string;
  /** Name of the setting, for operators. */
  what: string;
  /** What fails while the setting is incorrect. */
  reason: string;
  /** Whether Clerk's published schema lists the field. Instances may refuse other fields, or not return them. */
  published: boolean;
  isCorrect(settings: Settings): boolean;
  /** The value to set, given the current settings. */
  wanted(settings: Settings): unknown;
}

/** Scopes that clients request: three for the user's identity, and `offline_access` for a refresh token. */
const SCOPES = ["openid", "profile", "email", "offline_access"];

function stringsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

/**
 * A setting that must be on.
 * @param orElse returns whether other settings make this setting unnecessary
 */
function mustBeOn(
  setting: Pick<Need, "field" | "what" | "reason" | "published">,
  orElse = (_settings: Settings) => false,
): Need {
  const isCorrect = (settings: Settings) => settings[setting.field] === true || orElse(settings);
  return { ...setting, isCorrect, wanted: () => true };
}

export const NEEDS: readonly Need[] = [
  mustBeOn({
    field: "oauth_jwt_access_tokens",
    what: "access tokens as JWTs",
    reason:
      "Opaque tokens work, but each tool call needs a request to Clerk. Clerk allows 100 requests in 10 s in " +
      "development and 1,000 in production.",
    published: true,
  }),
  mustBeOn(
    {
      field: "dynamic_oauth_client_registration",
      what: "dynamic client registration",
      reason:
        "ChatGPT, Claude and MCP Inspector register themselves. Without registration and without " +
        "client ID metadata documents, no client can connect. Anyone can register a client: keep " +
        "the consent screen on.",
      published: true,
    },
    (settings) => settings.client_id_metadata_documents_advertised === true,
  ),
  {
    field: "default_scopes",
    what: "default scopes of new clients",
    reason:
      "Clerk's defaults lack openid: a client that registers without scopes and then requests openid " +
      "gets invalid_scope. Without offline_access users have to sign in again every day.",
    published: true,
    isCorrect: ({ default_scopes }) =>
      SCOPES.every((scope) => stringsOf(default_scopes).includes(scope)),
    wanted: ({ default_scopes }) => [...new Set([...SCOPES, ...stringsOf(default_scopes)])],
  },
  mustBeOn({
    field: "aud_claim_enabled",
    what: "audience (aud) in tokens",
    reason:
      "Without this claim, tokens do not name the server they are for, and this server rejects them (unless " +
      "CLERK_AUDIENCE=if-present is set; see “Tokens without an audience” in supabase/README.md).",
    published: false,
  }),
  mustBeOn({
    field: "pkce_required",
    what: "PKCE for all clients",
    reason:
      "Without this setting, a client may omit PKCE, and a stolen authorization code can be redeemed.",
    published: false,
  }),
];

/** Advice for the one setting that the Backend API does not return. */
export const IN_THE_DASHBOARD =
  "In Clerk's dashboard (OAuth applications), check that the consent screen is on: Clerk's API does not return this setting.";

/** `unknown`: the instance does not return the field. */
type State = "correct" | "wrong" | "unknown";

export function stateOf({ field, published, isCorrect }: Need, settings: Settings): State {
  if (isCorrect(settings)) return "correct";
  return !published && !(field in settings) ? "unknown" : "wrong";
}

/** A value as text for operators. */
export function valueText(value: unknown): string {
  if (value === undefined) return "not returned";
  if (value === null) return "Clerk's default (email offline_access profile)";
  if (Array.isArray(value)) return value.join(" ");
  if (typeof value === "boolean") return value ? "on" : "off";
  return JSON.stringify(value);
}
