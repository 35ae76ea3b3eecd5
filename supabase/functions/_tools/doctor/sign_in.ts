// Signs a user in as a native app does: authorization code with PKCE (RFC 7636) in the browser, a redirect to the
// loopback interface (RFC 8252 §7.3), and the resource parameter (RFC 8707).

import * as oauth from "oauth4webapi";
import { type Finding, type Fix, ok, problem, unclear } from "./finding.ts";
import * as fixes from "./fixes.ts";
import { authorizationUrl } from "./probe.ts";
import { listenForRedirect, SignInTimeout } from "./redirect.ts";
import { scopesRefused } from "./checks/renewal.ts";
import type { Session, SignInAttempt } from "./session.ts";
import { oneLine } from "./text.ts";

/** Time limit of one request to the authorization server. */
const TIMEOUT_MS = 20_000;
const GRANT_SCOPES = "Grant new clients the requested scopes by default (default_scopes):";

/** Opens a page in the user's browser, or prints the page's URL. */
export type OpenBrowser = (url: string) => void;

/** Tries `session.signInAttempts` in order. Sets `session.token` on success. */
export async function* signIn(session: Session, openBrowser: OpenBrowser): AsyncGenerator<Finding> {
  const { issuer, authorizationServer, signInAttempts } = session;
  if (issuer === undefined || !authorizationServer) {
    const fix = fixes.advice("Fix the problems above first, then run the doctor again.");
    yield unclear("sign-in", "no authorization server is known", fix);
    return;
  }
  if (!signInAttempts) {
    const fix = fixes.advice(
      "The doctor could not register a client to sign in with. Pass an access token instead: --token-from-env NAME.",
    );
    yield unclear("sign-in", "no client could be registered", fix);
    return;
  }
  for (const [index, way] of signInAttempts.entries()) {
    const finding = await attempt(session, way, openBrowser);
    yield finding;
    // Other findings mean that this client's scopes were refused. The next client requests other scopes.
    if (finding.check === "sign-in" || index === signInAttempts.length - 1) return;
  }
}

async function attempt(
  session: Session,
  way: SignInAttempt,
  openBrowser: OpenBrowser,
): Promise<Finding> {
  try {
    return await authorize(session, way, openBrowser);
  } catch (error) {
    const refused = error instanceof oauth.AuthorizationResponseError &&
      error.error === "invalid_scope";
    return refused && way.client !== undefined
      ? scopesRefused(session, session.challenge?.scope ?? "", "tested: refused after sign-in")
      : failed(session, error);
  }
}

async function authorize(
  session: Session,
  way: SignInAttempt,
  openBrowser: OpenBrowser,
): Promise<Finding> {
  const { clientId, redirectUri, scope } = way;
  const server = session.authorizationServer as unknown as oauth.AuthorizationServer;
  const options = {
    [oauth.allowInsecureRequests]: new URL(session.issuer ?? "").protocol === "http:",
    signal: () => AbortSignal.timeout(TIMEOUT_MS),
    additionalParameters: { resource: session.url },
  };
  const client: oauth.Client = { client_id: clientId };
  const verifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  const page = await authorizationUrl(session, { clientId, scope, state, verifier, redirectUri });
  const redirected = await waitForRedirect(redirectUri, () => openBrowser(page.href));
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    oauth.None(),
    oauth.validateAuthResponse(server, client, redirected, state),
    redirectUri,
    verifier,
    options,
  );
  const { access_token, refresh_token } = await oauth.processAuthorizationCodeResponse(
    server,
    client,
    response,
  );
  session.token = access_token;
  return ok(
    "sign-in",
    refresh_token
      ? "the doctor got an access token and a refresh token"
      : "the doctor got an access token, but no refresh token",
  );
}

async function waitForRedirect(uri: string, open: () => void): Promise<URL> {
  const redirect = listenForRedirect(uri);
  try {
    open();
    return await redirect.arrives;
  } finally {
    await redirect.stop();
  }
}

function failed({ isThisProject }: Session, error: unknown): Finding {
  const found = oneLine(reasonOf(error), 120);
  if (error instanceof SignInTimeout) {
    return unclear("sign-in", found, fixes.advice("Run the doctor again."));
  }
  const fix = fixForError(found, isThisProject);
  return problem("sign-in", found, { affects: "everyone", means: "cannot sign in", fix });
}

function fixForError(found: string, isThisProject: boolean): Fix {
  if (/\biss\b|issuer/.test(found)) {
    return fixes.advice(
      "At the authorization server, return iss in authorization responses, or remove " +
        "authorization_response_iss_parameter_supported from its metadata (RFC 9207).",
    );
  }
  if (/invalid_scope/.test(found)) {
    return fixes.atAuthorizationServer(isThisProject, GRANT_SCOPES);
  }
  return fixes.advice(
    "Fix the reported error at the authorization server. Then run the doctor again.",
  );
}

function reasonOf(error: unknown): string {
  if (
    error instanceof oauth.AuthorizationResponseError || error instanceof oauth.ResponseBodyError
  ) {
    return `${error.error}: ${error.error_description ?? "no reason given"}`;
  }
  return error instanceof Error ? error.message : "failed";
}
