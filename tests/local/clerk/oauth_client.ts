// The OAuth client for the stand-in's tests, with the official SDK's functions.
// @ts-types="@modelcontextprotocol/sdk/client/auth"
import {
  discoverAuthorizationServerMetadata,
  exchangeAuthorization,
  registerClient,
  startAuthorization,
} from "@modelcontextprotocol/sdk/client/auth.js";
// @ts-types="@modelcontextprotocol/sdk/shared/auth"
import type {
  AuthorizationServerMetadata,
  OAuthClientInformationMixed,
  OAuthTokens,
} from "@modelcontextprotocol/sdk/shared/auth.js";
import { signIn } from "../sign_in.ts";
import { type Clerk, type ClerkOptions, startClerk } from "./mod.ts";

export const RESOURCE = "http://127.0.0.1:54321/functions/v1/mcp";
export const REDIRECT_URI = "http://localhost:6274/oauth/callback";

// One key per test file: creating an RSA key takes longer than a sign-in.
const folder = Deno.makeTempDirSync();
const keyFile = `${folder}/key.json`;
globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));

/** Runs a test with its own instance, and stops it afterwards. */
export async function withClerk(
  options: ClerkOptions,
  run: (clerk: Clerk) => Promise<void>,
): Promise<void> {
  const clerk = await startClerk({ keyFile, ...options });
  try {
    await run(clerk);
  } finally {
    await clerk.stop();
  }
}

/** A registered client of one instance. */
export interface Client {
  readonly issuer: string;
  readonly metadata: AuthorizationServerMetadata;
  readonly clientInformation: OAuthClientInformationMixed;
}

/** Parameters of an authorization request; absent `resource` = none is sent. */
export interface Wish {
  readonly scope?: string;
  readonly resource?: string;
}

const USUAL: Wish = { scope: "openid profile email offline_access", resource: RESOURCE };

/** Discovers the instance's endpoints (RFC 8414). */
export async function discover(issuer: string): Promise<AuthorizationServerMetadata> {
  const metadata = await discoverAuthorizationServerMetadata(issuer);
  if (!metadata) throw new Error(`no metadata at ${issuer}`);
  return metadata;
}

/** Discovers and registers (RFC 7591) a public client. */
export async function register(
  { issuer }: Clerk,
  changes: { scope?: string; token_endpoint_auth_method?: string } = {},
): Promise<Client> {
  const metadata = await discover(issuer);
  const clientMetadata = {
    client_name: "Test client",
    redirect_uris: [REDIRECT_URI],
    token_endpoint_auth_method: "none",
    ...changes,
  };
  return {
    issuer,
    metadata,
    clientInformation: await registerClient(issuer, { metadata, clientMetadata }),
  };
}

/** Starts an authorization: the URL to open, and the PKCE verifier. */
export function begin(
  client: Client,
  wish: Wish = USUAL,
): Promise<{ authorizationUrl: URL; codeVerifier: string }> {
  const { issuer, ...known } = client;
  return startAuthorization(issuer, { ...known, redirectUrl: REDIRECT_URI, ...wish });
}

/** Exchanges the code of a redirect for tokens. */
export function redeem(client: Client, redirect: URL, codeVerifier: string): Promise<OAuthTokens> {
  const { issuer, ...known } = client;
  const authorizationCode = redirect.searchParams.get("code") ?? "";
  return exchangeAuthorization(issuer, {
    ...known,
    authorizationCode,
    codeVerifier,
    redirectUri: REDIRECT_URI,
  });
}

/** Runs the complete flow, signing in as `name`. */
export async function obtainTokens(
  client: Client,
  name: string,
  wish: Wish = USUAL,
): Promise<OAuthTokens> {
  const { authorizationUrl, codeVerifier } = await begin(client, wish);
  return await redeem(client, await signIn(authorizationUrl, name), codeVerifier);
}
