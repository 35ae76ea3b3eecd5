// The OAuth side of a hosted connector: from a challenge to tokens and on to fresh ones. Made of
// oauth4webapi, which is strict about every answer (issuer, resource, `iss`) and owes nothing to MCP's
// SDKs, so that both must agree about this server.

import assert from "node:assert/strict";
import * as oauth from "oauth4webapi";
import { signIn } from "../../local/sign_in.ts";

const TIMEOUT_MS = 10_000;
const bounded = () => AbortSignal.timeout(TIMEOUT_MS);
// The local stack speaks http.
const LOCALLY = { [oauth.allowInsecureRequests]: true, signal: bounded };

/** What the server's metadata, and that of its first authorization server, say. */
export interface Discovery {
  /** Byte for byte as the metadata has it: it is sent back like that. */
  resource: string;
  /** `scopes_supported` of the resource. */
  scopes: readonly string[];
  server: oauth.AuthorizationServer;
}

/**
 * Reads RFC 9728 metadata and, of the first authorization server in it, RFC 8414 metadata.
 *
 * @throws when the metadata is for another resource or another issuer
 */
export async function discover(mcpUrl: string, metadataUrl: URL): Promise<Discovery> {
  const response = await fetch(metadataUrl, { signal: bounded() });
  const protectedResource = await oauth.processResourceDiscoveryResponse(new URL(mcpUrl), response);
  const issuer = new URL(protectedResource.authorization_servers?.[0] ?? "");
  const answer = await oauth.discoveryRequest(issuer, { algorithm: "oauth2", ...LOCALLY });
  return {
    resource: protectedResource.resource,
    scopes: protectedResource.scopes_supported ?? [],
    server: await oauth.processDiscoveryResponse(issuer, answer),
  };
}

/**
 * Registers a public client (RFC 7591).
 * @param more members of its metadata
 */
export async function register(
  server: oauth.AuthorizationServer,
  client_name: string,
  redirectUri: string,
  more: { scope?: string; application_type?: string } = {},
): Promise<oauth.Client> {
  const metadata = {
    client_name,
    redirect_uris: [redirectUri],
    grant_types: ["authorization_code", "refresh_token"],
    response_types: ["code"],
    token_endpoint_auth_method: "none",
    ...more,
  };
  const response = await oauth.dynamicClientRegistrationRequest(server, metadata, LOCALLY);
  return await oauth.processDynamicClientRegistrationResponse(response);
}

/** Who asks for access to what. */
interface Application {
  discovery: Discovery;
  client: oauth.Client;
  redirectUri: string;
  scope: string;
}

/** A person's consent to an application, turned into tokens. */
export class Account {
  private constructor(
    readonly application: Application,
    readonly tokens: oauth.TokenEndpointResponse,
  ) {}

  /** Authorization code flow with PKCE (S256) and a resource indicator (RFC 8707); `person` signs in. */
  static async connect(application: Application, person: string): Promise<Account> {
    const { discovery: { resource, server }, client, redirectUri } = application;
    assert.ok(server.code_challenge_methods_supported?.includes("S256"), "PKCE is not advertised");
    const verifier = oauth.generateRandomCodeVerifier();
    const state = oauth.generateRandomState();
    const challenge = await oauth.calculatePKCECodeChallenge(verifier);
    const callback = await signIn(authorizationUrl(application, challenge, state), person);
    const response = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      oauth.None(),
      oauth.validateAuthResponse(server, client, callback, state),
      redirectUri,
      verifier,
      { additionalParameters: { resource }, ...LOCALLY },
    );
    const tokens = await oauth.processAuthorizationCodeResponse(server, client, response);
    return new Account(application, tokens);
  }

  /** Fresh tokens for the refresh token, which is rotated. */
  async refresh(): Promise<Account> {
    const { discovery: { resource, server }, client } = this.application;
    const { refresh_token } = this.tokens;
    assert.ok(refresh_token, "there is no refresh token");
    const response = await oauth.refreshTokenGrantRequest(
      server,
      client,
      oauth.None(),
      refresh_token,
      { additionalParameters: { resource }, ...LOCALLY },
    );
    const tokens = await oauth.processRefreshTokenResponse(server, client, response);
    return new Account(this.application, tokens);
  }
}

function authorizationUrl(
  { discovery: { resource, server }, client, redirectUri, scope }: Application,
  challenge: string,
  state: string,
): URL {
  const url = new URL(server.authorization_endpoint ?? "");
  url.search = new URLSearchParams({
    response_type: "code",
    client_id: client.client_id,
    redirect_uri: redirectUri,
    code_challenge: challenge,
    code_challenge_method: "S256",
    state,
    scope,
    resource,
  }).toString();
  return url;
}
