// Signs a person in as a client on this machine does: registration, authorization code with PKCE through the
// browser, a redirect to the loopback interface (RFC 7591, RFC 7636, RFC 8252 §7.3, RFC 8707).

import * as oauth from "oauth4webapi";
import { fault, type Finding, ok, problem, unclear } from "./finding.ts";
import * as fixes from "./fixes.ts";
import { strings, type Visit } from "./visit.ts";
import { listenForRedirect, NobodyCameBack, type Redirect } from "./redirect.ts";
import { quoted } from "./words.ts";

const CLIENT_NAME = "Doctor of an MCP server";
/** What keeps a client signed in, and what those ask for that want to know who it is. */
const BESIDES = ["openid", "offline_access"];
/** For one request to the authorization server. */
const TIMEOUT_MS = 20_000;
const GIVE_SCOPES = "Give new clients the scopes by default (default_scopes):";

/** Opens a page for the person, or says where it is. */
export type OpenBrowser = (url: string) => void;

/** Finds, step by step; afterwards `visit.token` is there, unless a step failed. */
export async function* signIn(visit: Visit, openBrowser: OpenBrowser): AsyncGenerator<Finding> {
  const { issuer, authorizationServer } = visit;
  if (issuer === undefined || !authorizationServer) {
    const fix = fixes.inWords("Mend what stands above first.");
    yield unclear("sign-in", "nobody is known to sign in at", fix);
    return;
  }
  const server = authorizationServer as unknown as oauth.AuthorizationServer;
  if (server.registration_endpoint === undefined) {
    const fix = fixes.inWords(
      "This client has no public address and must register. Bring a token: --token-from-env NAME.",
    );
    yield unclear("sign-in", "there is no dynamic registration", fix);
    return;
  }
  const redirect = listenForRedirect();
  try {
    yield* flow(visit, server, redirect, openBrowser);
  } catch (error) {
    yield failed(visit, error);
  } finally {
    await redirect.stop();
  }
}

async function* flow(
  visit: Visit,
  server: oauth.AuthorizationServer,
  redirect: Redirect,
  openBrowser: OpenBrowser,
): AsyncGenerator<Finding> {
  const options = {
    [oauth.allowInsecureRequests]: new URL(visit.issuer ?? "").protocol === "http:",
    signal: () => AbortSignal.timeout(TIMEOUT_MS),
  };
  const client = await oauth.processDynamicClientRegistrationResponse(
    await oauth.dynamicClientRegistrationRequest(server, {
      client_name: CLIENT_NAME,
      redirect_uris: [redirect.uri],
      grant_types: ["authorization_code", "refresh_token"],
      response_types: ["code"],
      token_endpoint_auth_method: "none",
    }, options),
  ) as oauth.Client;
  const wanted = wantedScopes(visit);
  yield registered(visit, client, wanted);

  const verifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  const request = new URL(server.authorization_endpoint ?? "");
  if (!/^https?:$/.test(request.protocol)) throw new Error("authorization_endpoint is no web page");
  request.search = new URLSearchParams({
    ...Object.fromEntries(request.searchParams),
    response_type: "code",
    client_id: client.client_id,
    redirect_uri: redirect.uri,
    scope: wanted.join(" "),
    state,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    resource: visit.url,
  }).toString();
  openBrowser(request.href);
  const answer = await redirect.arrives;
  const parameters = oauth.validateAuthResponse(server, client, answer, state);
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    oauth.None(),
    parameters,
    redirect.uri,
    verifier,
    { ...options, additionalParameters: { resource: visit.url } },
  );
  const { access_token, refresh_token } = await oauth.processAuthorizationCodeResponse(
    server,
    client,
    response,
  );
  visit.token = access_token;
  yield ok("sign-in", `a token, ${refresh_token ? "and one to renew it" : "and none to renew it"}`);
}

function wantedScopes({ challenge, metadata, authorizationServer }: Visit): string[] {
  const needed = challenge?.scope?.split(" ") ?? strings(metadata?.scopes_supported);
  const known = strings(authorizationServer?.scopes_supported);
  const besides = BESIDES.filter((scope) => known.includes(scope));
  return [...new Set([...needed.filter((scope) => scope !== ""), ...besides])];
}

/** RFC 7591 §3.2.1: what a client that named no scopes may ask for. Clerk refuses the rest, later. */
function registered(
  { ours }: Visit,
  { scope }: oauth.Client,
  wanted: readonly string[],
): Finding {
  const allowed = typeof scope === "string" ? scope.split(" ") : undefined;
  const missing = allowed ? wanted.filter((scope) => !allowed.includes(scope)) : [];
  if (missing.length === 0) return ok("registering", "a new client may ask for all scopes");
  const fix = fixes.atIssuer(ours, GIVE_SCOPES);
  const found = `a new client may not ask for ${quoted(missing.join(" "))}`;
  const means = "get invalid_scope when they sign in";
  return problem("registering", found, fault("everyone", means, fix));
}

function failed({ ours }: Visit, error: unknown): Finding {
  const found = quoted(reasonOf(error), 120);
  if (error instanceof NobodyCameBack) {
    return unclear("sign-in", found, fixes.inWords("Ask again."));
  }
  const fix = /\biss\b|issuer/.test(found)
    ? fixes.inWords(
      "The answer does not name the issuer as its document says it does (RFC 9207): let the authorization server return iss, or not promise it.",
    )
    : /invalid_scope/.test(found)
    ? fixes.atIssuer(ours, GIVE_SCOPES)
    : fixes.inWords("Mend at the authorization server what it says; then ask again.");
  return problem("sign-in", found, fault("everyone", "cannot sign in", fix));
}

function reasonOf(error: unknown): string {
  if (
    error instanceof oauth.AuthorizationResponseError || error instanceof oauth.ResponseBodyError
  ) {
    return `${error.error}: ${error.error_description ?? "no reason given"}`;
  }
  return error instanceof Error ? error.message : "failed";
}
