// The stand-in's pages as HTML: plain forms, no script, everything from outside escaped by Hono's template tag.
import { html, raw } from "hono/html";
import { PEOPLE } from "./people.ts";
import { STYLE } from "./style.ts";

type Html = ReturnType<typeof html>;

/** What a client asks of the person who signed in. */
export interface Question {
  readonly action: string;
  readonly client: string;
  readonly person: string;
  readonly scopes: readonly string[];
  readonly resources: readonly string[];
  readonly returnTo: string;
}

const SCOPES_IN_WORDS: Readonly<Record<string, string>> = {
  openid: "Know which user you are",
  profile: "See your name",
  email: "See your e-mail address",
  public_metadata: "See what this app may show about you in public",
  private_metadata: "See what this app keeps about you in private",
  offline_access: "Stay connected while you are away",
};

/** Who are you? One click for the usual people, a field for everybody else. */
export async function signInPage(action: string): Promise<string> {
  const people = PEOPLE.map((name) => html`<button name="name" value="${name}">${name}</button>`);
  return await page(
    "Sign in",
    html`
      <h1>Who are you?</h1>
      <form method="post" action="${action}" class="people">${people}</form>
      <form method="post" action="${action}" id="sign-in">
        <label for="name">Or somebody else</label>
        <div class="row">
          <input id="name" name="name" required maxlength="100" autocomplete="off" placeholder="Any name">
          <button class="primary">Sign in</button>
        </div>
        <p class="hint">Each name is one person, the same one every time. There are no passwords.</p>
      </form>
    `,
  );
}

/** May this client do that? */
export async function consentPage(question: Question): Promise<string> {
  const { action, client, person, scopes, resources, returnTo } = question;
  const wishes = scopes.map((scope) =>
    html`<li>${SCOPES_IN_WORDS[scope] ?? scope} <code>${scope}</code></li>`
  );
  const places = resources.map((resource) =>
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
      <ul>${wishes}</ul>
      <dl>${places}<dt>Back to</dt><dd>${returnTo}</dd></dl>
      <form method="post" action="${action}" id="consent" class="row">
        <button name="decision" value="deny">Deny</button>
        <button name="decision" value="allow" class="primary">Allow</button>
      </form>
    `,
  );
}

/** What went wrong, in OAuth's words. */
export async function errorPage(error: string, description: string): Promise<string> {
  return await page(
    "Sign-in failed",
    html`
      <h1>This did not work</h1>
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
        <footer>A local stand-in for development. This is not Clerk, and nobody is checked here.</footer>
      </body>
    </html>
  `;
  return String(await document);
}
