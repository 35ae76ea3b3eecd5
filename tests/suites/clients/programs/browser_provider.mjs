// The `OAuthClientProvider` of a command-line program: starts `$BROWSER` when it first needs a user,
// listens on a loopback port for the redirect (RFC 8252) and keeps tokens in memory.

import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import process from "node:process";

/** The scripted browser takes about a second. */
const SIGN_IN_WITHIN_MS = 30_000;

/**
 * @param {string} scope to ask for; default: what the library finds out
 * @returns a provider whose listener does not keep the process alive
 */
export async function startProvider(scope) {
  const listener = createServer().listen(0, "127.0.0.1").unref();
  await once(listener, "listening");
  return new BrowserProvider(listener, scope);
}

class BrowserProvider {
  /** How often a user was needed. */
  opened = 0;
  /** Parameters of the authorization request that the library leaves out. */
  parameters = {};
  #listener;
  #kept = {};

  constructor(listener, scope) {
    this.#listener = listener;
    this.redirectUrl = `http://127.0.0.1:${listener.address().port}/callback`;
    this.clientMetadata = {
      client_name: "Command-line program",
      redirect_uris: [this.redirectUrl],
      grant_types: ["authorization_code", "refresh_token"],
      response_types: ["code"],
      token_endpoint_auth_method: "none",
      ...(scope && { scope }),
    };
  }

  redirectToAuthorization(url) {
    if (this.opened++ > 0) return; // The second time it is enough to know that a user was needed.
    for (const [name, value] of Object.entries(this.parameters)) url.searchParams.set(name, value);
    // The first versions of SDK v1 send no state.
    this.callback = this.#nextCallback(url.searchParams.get("state"));
    spawn(process.env.BROWSER, [url.href], { stdio: "ignore" });
  }

  /** @returns {Promise<URLSearchParams>} what the authorization server sent back */
  async #nextCallback(state) {
    const signal = AbortSignal.timeout(SIGN_IN_WITHIN_MS);
    const [request, response] = await once(this.#listener, "request", { signal });
    response.end("Signed in. Close this window.");
    const { searchParams } = new URL(request.url, this.redirectUrl);
    const error = searchParams.get("error");
    if (error) throw new Error(`${error}: ${searchParams.get("error_description")}`);
    if (searchParams.get("state") !== state) throw new Error("the redirect has another state");
    return searchParams;
  }

  state = () => this.#kept.state = randomUUID();
  saveState = (state) => void (this.#kept.state = state);
  storedState = () => this.#kept.state;
  tokens = () => this.#kept.tokens;
  saveTokens = (tokens) => void (this.#kept.tokens = tokens);
  codeVerifier = () => this.#kept.codeVerifier;
  saveCodeVerifier = (codeVerifier) => void (this.#kept.codeVerifier = codeVerifier);
  clientInformation = () => this.#kept.client;
  saveClientInformation = (client) => void (this.#kept.client = client);
  // SDK 1.27 and later redeem the code where the authorization began.
  discoveryState = () => this.#kept.discovery;
  saveDiscoveryState = (discovery) => void (this.#kept.discovery = discovery);
  // The same of AI SDK.
  authorizationServerInformation = () => this.#kept.server;
  saveAuthorizationServerInformation = (server) => void (this.#kept.server = server);
  isClientInformationDynamicallyRegistered = () => true;
  invalidateCredentials = (scope) => {
    if (scope === "all" || scope === "tokens") delete this.#kept.tokens;
    if (scope === "all" || scope === "client") delete this.#kept.client;
    if (scope === "all" || scope === "discovery") delete this.#kept.discovery;
  };
}
