// The whole way of a client to a token, by the official MCP SDK: challenge, protected-resource metadata,
// authorization server metadata, registration, authorization code with PKCE.

// @ts-types="@modelcontextprotocol/sdk/client/auth"
import { auth, extractWWWAuthenticateParams } from "@modelcontextprotocol/sdk/client/auth.js";
// @ts-types="@modelcontextprotocol/sdk/shared/auth"
import type { OAuthTokens } from "@modelcontextprotocol/sdk/shared/auth.js";
import { LocalOAuthClient } from "./oauth_client.ts";

const TIMEOUT_MS = 10_000;

export interface AuthorizeOptions {
  /** Space separated; default: what the challenge, else the resource's metadata, asks for. */
  scope?: string;
  /** False = no resource indicator (RFC 8707), so that the token is for no particular resource. */
  resource?: boolean;
}

/**
 * Signs a person in as a newly registered client.
 *
 * @param mcpUrl the MCP endpoint, as a person would type it into a client
 * @param name who signs in; any name is a person
 * @throws Error when the endpoint sends no challenge, or a step of OAuth is refused
 */
export async function obtainTokens(
  mcpUrl: string,
  name: string,
  { scope, resource = true }: AuthorizeOptions = {},
): Promise<OAuthTokens> {
  const client = new (resource ? LocalOAuthClient : ClientWithoutResource)(name);
  const request = {
    serverUrl: mcpUrl,
    resourceMetadataUrl: await metadataUrlOf(mcpUrl),
    fetchFn: bounded,
    ...(scope !== undefined && { scope }),
  };
  await auth(client, request);
  await auth(client, { ...request, authorizationCode: client.authorizationCode });
  const tokens = client.tokens();
  if (!tokens) throw new Error("the authorization server gave no tokens");
  return tokens;
}

// Any method is refused when its token is no good, whichever tools there are, and the refusal names the
// metadata (RFC 9728 §5.1); at the root of a Supabase project it could not be found.
async function metadataUrlOf(mcpUrl: string): Promise<URL> {
  const response = await bounded(mcpUrl, {
    method: "POST",
    headers: {
      "authorization": "Bearer none",
      "content-type": "application/json",
      "accept": "application/json, text/event-stream",
    },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "ping" }),
  });
  await response.body?.cancel();
  const { resourceMetadataUrl } = extractWWWAuthenticateParams(response);
  if (response.status === 401 && resourceMetadataUrl) return resourceMetadataUrl;
  throw new Error(`${mcpUrl} answered ${response.status} without a challenge`);
}

class ClientWithoutResource extends LocalOAuthClient {
  validateResourceURL = () => Promise.resolve(undefined);
}

function bounded(input: string | URL, init: RequestInit = {}): Promise<Response> {
  return fetch(input, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) });
}
