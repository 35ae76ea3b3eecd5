// What a person does in a browser on the local Clerk's pages, done over HTTP; knows the pages only by their forms.
import { CookieJar } from "./cookie_jar.ts";

/** Pages and redirects between the authorization request and the client are fewer than this. */
const MAX_STEPS = 12;
const STEP_TIMEOUT_MS = 10_000;

/**
 * Signs in and answers the consent page.
 *
 * @param authorizationUrl the authorization request, as the client would open it in a browser
 * @param name who signs in; any name is a person
 * @param options `deny: true` answers the consent page with Deny; `browser` brings the cookies of earlier sign-ins
 * @returns the redirect to the client, with `code` or `error`; it is not followed
 * @throws Error naming the OAuth error if the server shows an error page instead
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
  throw new Error("sign-in goes round in circles");
}

async function send(request: Request, cookies: CookieJar): Promise<Response> {
  const url = new URL(request.url);
  request.headers.set("cookie", cookies.headerFor(url));
  const response = await fetch(request, {
    redirect: "manual",
    signal: AbortSignal.timeout(STEP_TIMEOUT_MS),
  });
  cookies.keep(url, response);
  if (response.headers.has("location")) await response.body?.cancel();
  return response;
}

/** The redirect URI may share the server's origin (both on 127.0.0.1 behind one port), so it is compared by itself. */
function leadsToClient(target: URL, authorizationUrl: URL): boolean {
  const redirectUri = authorizationUrl.searchParams.get("redirect_uri");
  if (redirectUri === null) return target.origin !== authorizationUrl.origin;
  const { origin, pathname } = new URL(redirectUri);
  return target.origin === origin && target.pathname === pathname;
}

/** Fills in the form the page shows. */
function answerForm(
  page: string,
  html: string,
  answers: Readonly<Record<string, Record<string, string>>>,
): Request {
  const form = /<form[^>]* action="([^"]+)"[^>]* id="([\w-]+)"/.exec(html);
  const answer = answers[form?.[2] ?? ""];
  if (!form?.[1] || !answer) throw new Error(`no sign-in page but ${describe(html)}`);
  const action = new URL(form[1], page);
  return new Request(action, { method: "POST", body: new URLSearchParams(answer) });
}

function describe(html: string): string {
  const error = /id="error">([^<]*)</.exec(html)?.[1];
  const description = /id="error-description">([^<]*)</.exec(html)?.[1];
  return error === undefined ? html.slice(0, 200) : `${error}: ${description}`;
}
