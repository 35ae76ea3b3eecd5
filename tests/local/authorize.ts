// Obtains tokens as an MCP client does, with the official SDK: challenge, protected resource metadata,
// authorization server metadata, registration, authorization code with PKCE.

// @ts-types="@modelcontextprotocol/sdk/client/auth"
import { auth, extractWWWAuthenticateParams } from "@modelcontextprotocol/sdk/client/auth.js";
// @ts-types="@modelcontextprotocol/sdk/shared/auth"
import type { OAuthTokens } from "@modelcontextprotocol/sdk/shared/auth.js";
import { LocalOAuthClient } from "./oauth_client.ts";

const TIMEOUT_MS = 10_000;

interface AuthorizeOptions {
  /** Space-separated; default: the scopes of the challenge, else of the resource metadata. */
  scope?: string;
  /**
   * The resource indicator (RFC 8707). True (default): the resource of the metadata; false: none, so that the
   * token has no audience; a URL: another resource.
   */
  resource?: boolean | URL;
  /** Sends requests, for example through a proxy; default: the network. */
  send?: Send;
}

type Send = (url: string | URL, init?: RequestInit) => Promise<Response>;

/**
 * Registers a client and signs a user in.
 *
 * @param mcpUrl the MCP endpoint, as entered into a client
 * @param name the user; any name works
 * @throws Error if the endpoint sends no challenge, or an OAuth step is refused
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
  if (!tokens) throw new Error("the authorization server returned no tokens");
  return tokens;
}

// Any method with a bad token gets a challenge that names the metadata (RFC 9728 §5.1). The root of a Supabase
// project serves no metadata.
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

/** A client that requests a fixed resource, or none, instead of the one in the metadata. */
class ClientFor extends LocalOAuthClient {
  constructor(readonly resource: URL | false, user: string) {
    super(user);
  }
  validateResourceURL = () => Promise.resolve(this.resource || undefined);
}

function bounded(input: string | URL, init: RequestInit = {}): Promise<Response> {
  return fetch(input, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) });
}
