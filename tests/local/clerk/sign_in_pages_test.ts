// The sign-in pages, fetched as by a browser.
import assert from "node:assert/strict";
import { decodeJwt } from "jose";
import { CookieJar } from "tough-cookie";
import { signIn } from "../sign_in.ts";
import { userIdOf } from "./people.ts";
import { consentPage, errorPage, signInPage } from "./pages.ts";
import { begin, discover, redeem, register, withClerk } from "./oauth_client.ts";

const HOSTILE = `"><script>alert(1)</script>&amp;'`;

Deno.test("input is escaped in all pages", async () => {
  const question = {
    action: HOSTILE,
    client: HOSTILE,
    person: HOSTILE,
    scopes: [HOSTILE],
    resources: [HOSTILE],
    returnTo: HOSTILE,
  };
  const pages = [consentPage(question), signInPage(HOSTILE), errorPage(HOSTILE, HOSTILE)];
  for (const page of await Promise.all(pages)) {
    assert.ok(page.includes("&lt;script&gt;"));
    assert.ok(!page.includes("<script"));
  }
});

Deno.test("the sign-in page has Alice, Bob, Carol and a field, and says that it is not Clerk", async () => {
  const page = await signInPage("/sign-in/x");
  for (const name of ["Alice", "Bob", "Carol"]) assert.ok(page.includes(`value="${name}"`));
  assert.match(page, /<label for="name">/);
  assert.match(page, /not Clerk/);
});

Deno.test("the consent page names client, user, scopes and resource", async () => {
  const page = await consentPage({
    action: "/consent/x",
    client: "Test client",
    person: "Alice",
    scopes: ["profile", "offline_access"],
    resources: ["https://project.example.com/mcp"],
    returnTo: "http://localhost/callback",
  });
  const said = ["Test client", "Alice", "See your name", "Stay connected", "project.example.com"];
  for (const words of said) assert.ok(page.includes(words), words);
});

Deno.test("the same browser can sign in as another user", () =>
  withClerk({}, async (clerk) => {
    const client = await register(clerk);
    const browser = new CookieJar();
    for (const name of ["Alice", "Bob"]) {
      const { authorizationUrl, codeVerifier } = await begin(client);
      const redirect = await signIn(authorizationUrl, name, { browser });
      const { access_token } = await redeem(client, redirect, codeVerifier);
      assert.equal(decodeJwt(access_token).sub, userIdOf(name));
      assert.match(await browser.getCookieString(clerk.issuer), /_session=./);
    }
  }));

Deno.test("a blank name → the sign-in page again", () =>
  withClerk({}, async (clerk) => {
    const { authorizationUrl } = await begin(await register(clerk));
    await assert.rejects(signIn(authorizationUrl, "  "), /sign-in does not end/);
  }));

Deno.test("a page of another browser's interaction → 400, with no-store and frame-ancestors 'none'", () =>
  withClerk({}, async (clerk) => {
    const { authorizationUrl } = await begin(await register(clerk));
    const started = await fetch(authorizationUrl, { redirect: "manual" });
    await started.body?.cancel();
    const page = new URL(started.headers.get("location") ?? "", clerk.issuer);
    const response = await fetch(page);
    assert.equal(response.status, 400);
    assert.match(await response.text(), /no longer open/);
    assert.equal(response.headers.get("cache-control"), "no-store");
    assert.match(response.headers.get("content-security-policy") ?? "", /frame-ancestors 'none'/);
  }));

Deno.test("behind a tunnel all URLs are public ones, independent of Host", () => {
  const publicUrl = "https://clerk.tunnel.example.com";
  return withClerk({ publicUrl }, async (clerk) => {
    assert.equal(clerk.issuer, publicUrl);
    const metadata = await discover(clerk.apiUrl);
    const addresses = Object.values(metadata).filter((value) => String(value).includes("://"));
    for (const address of addresses) assert.ok(String(address).startsWith(publicUrl));
    const authorization = await authorizeAt(clerk.apiUrl);
    const cookies = authorization.headers.getSetCookie();
    assert.ok(cookies.length > 0 && cookies.every((cookie) => /; secure/i.test(cookie)));
    const answered = await fetch(clerk.apiUrl + authorization.headers.get("location"), {
      method: "POST",
      body: new URLSearchParams({ name: "Alice" }),
      headers: { cookie: cookies.map((cookie) => cookie.split(";")[0]).join("; ") },
      redirect: "manual",
    });
    await answered.body?.cancel();
    assert.ok(answered.headers.get("location")?.startsWith(`${publicUrl}/oauth/authorize/`));
  });
});

/** Starts ChatGPT's authorization at an address other than the issuer. */
async function authorizeAt(origin: string): Promise<Response> {
  const query = new URLSearchParams({
    client_id: "https://chatgpt.com/oauth/client.json",
    response_type: "code",
    redirect_uri: "https://chatgpt.com/connector_platform_oauth_redirect",
    scope: "profile",
    code_challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
    code_challenge_method: "S256",
  });
  const response = await fetch(`${origin}/oauth/authorize?${query}`, { redirect: "manual" });
  await response.body?.cancel();
  return response;
}
