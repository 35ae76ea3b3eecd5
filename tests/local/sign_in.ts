// Signs in on the Clerk stand-in's pages over HTTP, by submitting their forms.

import { CookieJar } from "tough-cookie";

/** Upper bound of pages and redirects per sign-in. */
const MAX_STEPS = 12;
const STEP_TIMEOUT_MS = 10_000;

/**
 * Signs in and answers the consent page.
 *
 * @param authorizationUrl the authorization request, as a client opens it in a browser
 * @param name the user; any name works
 * @param options `deny: true` denies consent; `browser` has the cookies of earlier sign-ins
 * @returns the redirect to the client, with `code` or `error`; it is not followed
 * @throws Error with the OAuth error if the server shows an error page
 */
export async function signIn(
  authorizationUrl: URL | string,
  name: string,
  options: { deny?: boolean; browser?: CookieJar } = {},
): Promise<URL> {
  const start = new URL(authorizationUrl);
  const cookies = options.browser ?? new CookieJar();
  const answers = { "sign-in": { name }, consent: { decision: options.deny ? "deny" : "allow" } };
  let request = new Request(start);
  for (let step = 0; step < MAX_STEPS; step++) {
    const response = await send(request, cookies);
    const location = response.headers.get("location");
    if (location === null) {
      request = answerForm(request.url, await response.text(), answers);
    } else {
      const target = new URL(location, request.url);
      if (leadsToClient(target, start)) return target;
      request = new Request(target);
    }
  }
  throw new Error("sign-in does not end: too many pages and redirects");
}

async function send(request: Request, cookies: CookieJar): Promise<Response> {
  request.headers.set("cookie", await cookies.getCookieString(request.url));
  const response = await fetch(request, {
    redirect: "manual",
    signal: AbortSignal.timeout(STEP_TIMEOUT_MS),
  });
  for (const cookie of response.headers.getSetCookie()) {
    await cookies.setCookie(cookie, request.url);
  }
  if (response.headers.has("location")) await response.body?.cancel();
  return response;
}

/** Compares origin and path: the redirect URI may have the same origin as the server. */
function leadsToClient(target: URL, authorizationUrl: URL): boolean {
  const redirectUri = authorizationUrl.searchParams.get("redirect_uri");
  if (redirectUri === null) return target.origin !== authorizationUrl.origin;
  const { origin, pathname } = new URL(redirectUri);
  return target.origin === origin && target.pathname === pathname;
}

/** Submits the form of the page. */
function answerForm(
  page: string,
  html: string,
  answers: Readonly<Record<string, Record<string, string>>>,
): Request {
  const form = /<form[^>]* action="([^"]+)"[^>]* id="([\w-]+)"/.exec(html);
  const answer = answers[form?.[2] ?? ""];
  if (!form?.[1] || !answer) throw new Error(`not a sign-in page: ${describe(html)}`);
  const action = new URL(form[1], page);
  return new Request(action, { method: "POST", body: new URLSearchParams(answer) });
}

function describe(html: string): string {
  const error = /id="error">([^<]*)</.exec(html)?.[1];
  const description = /id="error-description">([^<]*)</.exec(html)?.[1];
  return error === undefined ? html.slice(0, 200) : `${error}: ${description}`;
}
