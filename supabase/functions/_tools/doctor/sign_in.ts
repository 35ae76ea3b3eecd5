// Signs a person in as a client on this machine does: registration, authorization code with PKCE through the
// browser, a redirect to the loopback interface (RFC 7591, RFC 7636, RFC 8252 §7.3, RFC 8707).

import * as oauth from "oauth4webapi";
import { fault, type Finding, ok, problem, unclear } from "./finding.ts";
import * as fixes from "./fixes.ts";
import { authorizationUrl } from "./probe.ts";
import { listenForRedirect, NobodyCameBack } from "./redirect.ts";
import { scopesRefused } from "./checks/renewal.ts";
import type { Visit, WayToSignIn } from "./visit.ts";
import { quoted } from "./words.ts";

/** For one request to the authorization server. */
const TIMEOUT_MS = 20_000;
const GIVE_SCOPES = "Give new clients the scopes by default (default_scopes):";

/** Opens a page for the person, or says where it is. */
export type OpenBrowser = (url: string) => void;

/** Finds, step by step; afterwards `visit.token` is there, unless a step failed. */
export async function* signIn(visit: Visit, openBrowser: OpenBrowser): AsyncGenerator<Finding> {
  const { issuer, authorizationServer, waysToSignIn } = visit;
  if (issuer === undefined || !authorizationServer) {
    const fix = fixes.inWords("Fix what stands above first.");
    yield unclear("sign-in", "no authorization server is known", fix);
    return;
  }
  if (!waysToSignIn) {
    const fix = fixes.inWords(
      "This client has no public address and must register. Bring a token: --token-from-env NAME.",
    );
    yield unclear("sign-in", "no client could be registered", fix);
    return;
  }
  for (const [index, way] of waysToSignIn.entries()) {
    const finding = await attempt(visit, way, openBrowser);
    yield finding;
    // A refusal of one client's scopes says nothing of the next.
    if (finding.check === "sign-in" || index === waysToSignIn.length - 1) return;
  }
}

async function attempt(visit: Visit, way: WayToSignIn, openBrowser: OpenBrowser): Promise<Finding> {
  try {
    return await authorize(visit, way, openBrowser);
  } catch (error) {
    const refused = error instanceof oauth.AuthorizationResponseError &&
      error.error === "invalid_scope";
    return refused && way.client !== undefined
      ? scopesRefused(visit, visit.challenge?.scope ?? "", "tried: it is refused after sign-in")
      : failed(visit, error);
  }
}

async function authorize(
  visit: Visit,
  way: WayToSignIn,
  openBrowser: OpenBrowser,
): Promise<Finding> {
  const { clientId, redirectUri, scope } = way;
  const server = visit.authorizationServer as unknown as oauth.AuthorizationServer;
  const options = {
    [oauth.allowInsecureRequests]: new URL(visit.issuer ?? "").protocol === "http:",
    signal: () => AbortSignal.timeout(TIMEOUT_MS),
    additionalParameters: { resource: visit.url },
  };
  const client: oauth.Client = { client_id: clientId };
  const verifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  const page = await authorizationUrl(visit, { clientId, scope, state, verifier, redirectUri });
  const answer = await comeBack(redirectUri, () => openBrowser(page.href));
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    oauth.None(),
    oauth.validateAuthResponse(server, client, answer, state),
    redirectUri,
    verifier,
    options,
  );
  const { access_token, refresh_token } = await oauth.processAuthorizationCodeResponse(
    server,
    client,
    response,
  );
  visit.token = access_token;
  return ok(
    "sign-in",
    `a token, ${refresh_token ? "and one to renew it" : "and none to renew it"}`,
  );
}

async function comeBack(uri: string, open: () => void): Promise<URL> {
  const redirect = listenForRedirect(uri);
  try {
    open();
    return await redirect.arrives;
  } finally {
    await redirect.stop();
  }
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
    : fixes.inWords(
      "Fix the reported error at the authorization server. Then run the doctor again.",
    );
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
