// An OAuth client of the official MCP SDK whose "browser" is a person who signs in and consents at
// once. For `deno task token` and for end-to-end tests with the SDK's transports.

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

/** Keeps what the SDK wants kept, in memory; one instance is one client with one person before it. */
export class LocalOAuthClient implements OAuthClientProvider {
  // Nothing listens there: the redirect is read, not followed.
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

  /** @param person the name to sign in with; any name is a person */
  constructor(readonly person: string) {}

  /** What the authorization server sent back, `code` and `iss` (RFC 9207) among it. */
  get callback(): URLSearchParams {
    return this.#callback;
  }

  /** For `finishAuth` of transports that take only the code. */
  get authorizationCode(): string {
    return this.#callback.get("code") ?? "";
  }

  /** @throws Error when the authorization is refused, or answered to another request */
  async redirectToAuthorization(authorizationUrl: URL): Promise<void> {
    const { searchParams: answer } = await signIn(authorizationUrl, this.person);
    const error = answer.get("error");
    if (error) throw new Error(`${error}: ${answer.get("error_description") ?? "no reason given"}`);
    if (answer.get("state") !== this.#state) throw new Error("the callback has another state");
    this.#callback = answer;
  }

  state = () => this.#state = crypto.randomUUID();
  clientInformation = () => this.#client;
  saveClientInformation = (client: OAuthClientInformationMixed) => void (this.#client = client);
  // The code goes only to the authorization server that was found before sign-in.
  discoveryState = () => this.#discovery;
  saveDiscoveryState = (discovery: OAuthDiscoveryState) => void (this.#discovery = discovery);
  tokens = () => this.#tokens;
  saveTokens = (tokens: OAuthTokens) => void (this.#tokens = tokens);
  codeVerifier = () => this.#codeVerifier;
  saveCodeVerifier = (codeVerifier: string) => void (this.#codeVerifier = codeVerifier);
}
