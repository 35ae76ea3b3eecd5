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
  /**
   * The resource indicator (RFC 8707). Default: what the metadata names; false = none, so that the token
   * is for no particular resource; a URL = somebody else's.
   */
  resource?: boolean | URL;
  /** Reaches an address that leads nowhere without a proxy; default: the network. */
  send?: Send;
}

type Send = (url: string | URL, init?: RequestInit) => Promise<Response>;

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
  { scope, resource = true, send = bounded }: AuthorizeOptions = {},
): Promise<OAuthTokens> {
  const client = resource === true ? new LocalOAuthClient(name) : new ClientFor(resource, name);
  const request = {
    serverUrl: mcpUrl,
    resourceMetadataUrl: await metadataUrlOf(mcpUrl, send),
    fetchFn: send,
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
async function metadataUrlOf(mcpUrl: string, send: Send): Promise<URL> {
  const response = await send(mcpUrl, {
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

/** Names this resource, or none, whatever the metadata says. */
class ClientFor extends LocalOAuthClient {
  constructor(readonly resource: URL | false, person: string) {
    super(person);
  }
  validateResourceURL = () => Promise.resolve(this.resource || undefined);
}

function bounded(input: string | URL, init: RequestInit = {}): Promise<Response> {
  return fetch(input, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) });
}
