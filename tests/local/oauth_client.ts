// An OAuth client for the official MCP SDK that signs in and consents automatically. For `deno task token` and
// end-to-end tests.

// @ts-types="@modelcontextprotocol/sdk/client/auth"
import type {
  OAuthClientProvider,
  OAuthDiscoveryState,
} from "@modelcontextprotocol/sdk/client/auth.js";
// @ts-types="@modelcontextprotocol/sdk/shared/auth"
import type {
  OAuthClientInformationMixed,
  OAuthClientMetadata,
  OAuthTokens,
} from "@modelcontextprotocol/sdk/shared/auth.js";
import { signIn } from "./sign_in.ts";

/** Stores the SDK's state in memory. One instance is one client with one user. */
export class LocalOAuthClient implements OAuthClientProvider {
  // Nothing listens there: the redirect URL is read, not requested.
  readonly redirectUrl = "http://127.0.0.1/callback";
  readonly clientMetadata: OAuthClientMetadata = {
    client_name: "Local stack",
    redirect_uris: [this.redirectUrl],
    grant_types: ["authorization_code", "refresh_token"],
    response_types: ["code"],
    token_endpoint_auth_method: "none",
  };
  #state = "";
  #client?: OAuthClientInformationMixed;
  #tokens?: OAuthTokens;
  #discovery?: OAuthDiscoveryState;
  #codeVerifier = "";
  #callback = new URLSearchParams();

  /** @param user the name to sign in with; any name works */
  constructor(readonly user: string) {}

  /** The parameters of the redirect, including `code` and `iss` (RFC 9207). */
  get callback(): URLSearchParams {
    return this.#callback;
  }

  /** The code, for `finishAuth` of transports. */
  get authorizationCode(): string {
    return this.#callback.get("code") ?? "";
  }

  /** @throws Error if the authorization is refused, or the state does not match */
  async redirectToAuthorization(authorizationUrl: URL): Promise<void> {
    const { searchParams: answer } = await signIn(authorizationUrl, this.user);
    const error = answer.get("error");
    if (error) throw new Error(`${error}: ${answer.get("error_description") ?? "no reason given"}`);
    if (answer.get("state") !== this.#state) throw new Error("the callback has another state");
    this.#callback = answer;
  }

  state = () => this.#state = crypto.randomUUID();
  clientInformation = () => this.#client;
  saveClientInformation = (client: OAuthClientInformationMixed) => void (this.#client = client);
  // The code is sent only to the authorization server found before sign-in.
  discoveryState = () => this.#discovery;
  saveDiscoveryState = (discovery: OAuthDiscoveryState) => void (this.#discovery = discovery);
  tokens = () => this.#tokens;
  saveTokens = (tokens: OAuthTokens) => void (this.#tokens = tokens);
  codeVerifier = () => this.#codeVerifier;
  saveCodeVerifier = (codeVerifier: string) => void (this.#codeVerifier = codeVerifier);
}
