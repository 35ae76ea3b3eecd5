// The stand-in's HTML pages: plain forms without scripts. Hono's template tag escapes all input.
import { html, raw } from "hono/html";
import { PEOPLE } from "./people.ts";
import { STYLE } from "./style.ts";

type Html = ReturnType<typeof html>;

/** The consent that a client requests from the signed-in user. */
interface Question {
  readonly action: string;
  readonly client: string;
  readonly person: string;
  readonly scopes: readonly string[];
  readonly resources: readonly string[];
  readonly returnTo: string;
}

const SCOPE_LABELS: Readonly<Record<string, string>> = {
  openid: "Know which user you are",
  profile: "See your name",
  email: "See your e-mail address",
  public_metadata: "See what this app may show about you in public",
  private_metadata: "See what this app keeps about you in private",
  offline_access: "Stay connected while you are away",
};

/** The sign-in page: buttons for the usual users, and a field for any other name. */
export async function signInPage(action: string): Promise<string> {
  const people = PEOPLE.map((name) => html`<button name="name" value="${name}">${name}</button>`);
  return await page(
    "Sign in",
    html`
      <h1>Who are you?</h1>
      <form method="post" action="${action}" class="people">${people}</form>
      <form method="post" action="${action}" id="sign-in">
        <label for="name">Or another user</label>
        <div class="row">
          <input id="name" name="name" required maxlength="100" autocomplete="off" placeholder="Any name">
          <button class="primary">Sign in</button>
        </div>
        <p class="hint">Each name is one user, the same one every time. There are no passwords.</p>
      </form>
    `,
  );
}

/** The consent page. */
export async function consentPage(question: Question): Promise<string> {
  const { action, client, person, scopes, resources, returnTo } = question;
  const scopeItems = scopes.map((scope) =>
    html`<li>${SCOPE_LABELS[scope] ?? scope} <code>${scope}</code></li>`
  );
  const resourceItems = resources.map((resource) =>
    html`
      <dt>For</dt>
      <dd>${resource}</dd>
    `
  );
  return await page(
    `Allow ${client}?`,
    html`
      <h1>Allow ${client}?</h1>
      <p>You are signed in as <strong>${person}</strong>. <strong>${client}</strong> would like to:</p>
      <ul>${scopeItems}</ul>
      <dl>${resourceItems}<dt>Back to</dt><dd>${returnTo}</dd></dl>
      <form method="post" action="${action}" id="consent" class="row">
        <button name="decision" value="deny">Deny</button>
        <button name="decision" value="allow" class="primary">Allow</button>
      </form>
    `,
  );
}

/** The error page, with the OAuth error. */
export async function errorPage(error: string, description: string): Promise<string> {
  return await page(
    "Sign-in failed",
    html`
      <h1>Sign-in failed</h1>
      <p><code id="error">${error}</code></p>
      <p id="error-description">${description}</p>
    `,
  );
}

async function page(title: string, body: Html): Promise<string> {
  const document = html`
    <!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>${title} · Local sign-in</title>
        <style>${raw(STYLE)}</style>
      </head>
      <body>
        <main>${body}</main>
        <footer>A local stand-in for development. This is not Clerk, and it checks no identities.</footer>
      </body>
    </html>
  `;
  return String(await document);
}
