// Set up wrong: the metadata, the variables, Clerk.

import { startClerk } from "../../local/clerk/mod.ts";
import { freePort } from "../../local/ports.ts";
import { redocumented, type Spoil, withHeaders } from "./front.ts";
import type { Misconfiguration } from "./misconfiguration.ts";

type JsonObject = Record<string, unknown>;

/** Spoils documents whose path ends so. */
function document(path: RegExp, change: (document: JsonObject) => unknown): Spoil {
  return (request, pass) =>
    path.test(new URL(request.url).pathname) ? redocumented(pass(), change) : pass();
}

const RESOURCE = /oauth-protected-resource/;
const SERVER = /oauth-authorization-server$|openid-configuration$/;

function served(path: string, body: (origin: string) => unknown): Spoil {
  return (request, pass) => {
    const { pathname, origin } = new URL(request.url);
    return pathname === path ? Response.json(body(origin)) : pass();
  };
}

/** Of another instance, or of this one before it had a new key. */
const { jwtKey: CLERK_JWT_KEY, stop } = await startClerk();
await stop();

export const OAUTH_CASES: readonly Misconfiguration[] = [
  {
    what: "the resource is another address of the server's",
    world: {
      environment: () => ({ MCP_RESOURCE_URL: `http://localhost:${freePort()}/functions/v1/mcp` }),
    },
    finds: "metadata",
    found: /leads elsewhere/,
    fix: /MCP_RESOURCE_URL=http:\/\/127\.0\.0\.1:\d+\/functions\/v1\/mcp$/,
  },
  {
    what: "the resource in the metadata has a slash at the end",
    spoil: document(RESOURCE, ({ resource, ...rest }) => ({ resource: `${resource}/`, ...rest })),
    finds: "resource",
    found: /differs by a slash/,
    fix: /MCP_RESOURCE_URL=http:\/\/127\.0\.0\.1:\d+\/functions\/v1\/mcp$/,
    byHand: true,
  },
  {
    what: "the resource is the origin alone",
    world: { environment: ({ origin }) => ({ MCP_RESOURCE_URL: origin }) },
    finds: "metadata",
    found: /leads elsewhere/,
    fix: /MCP_RESOURCE_URL=http:\/\/127\.0\.0\.1:\d+\/functions\/v1\/mcp$/,
  },
  {
    what: "the resource has another path",
    world: { environment: ({ origin }) => ({ MCP_RESOURCE_URL: `${origin}/functions/v1/old` }) },
    finds: "resource",
    found: /names another path/,
    fix: /MCP_RESOURCE_URL=http:\/\/127\.0\.0\.1:\d+\/functions\/v1\/mcp$/,
  },
  {
    what: "a cache serves metadata of an address that was",
    spoil: (request, pass) => {
      const { pathname, search } = new URL(request.url);
      const old = { resource: "https://old.example.com/mcp" };
      return RESOURCE.test(pathname) && search === "" ? Response.json(old) : pass();
    },
    finds: "resource",
    found: /another host: https:\/\/old\.example\.com/,
    fix: /cache/,
    byHand: true,
  },
  {
    what: "the metadata is a page",
    spoil: (request, pass) =>
      RESOURCE.test(request.url)
        ? new Response("<html>", { headers: { "Content-Type": "text/html" } })
        : pass(),
    finds: "metadata",
    found: /text\/html, no JSON/,
    fix: /well-known/,
    byHand: true,
  },
  {
    what: "the metadata names no authorization server",
    spoil: document(RESOURCE, (it) => ({ ...it, authorization_servers: [] })),
    finds: "sign-in at",
    found: /no authorization server/,
    fix: /authorization_servers/,
    byHand: true,
  },
  {
    what: "the metadata does not list the scope that is asked for",
    spoil: document(RESOURCE, (it) => ({ ...it, scopes_supported: ["openid"] })),
    finds: "scopes",
    found: /lacks profile/,
    fix: /scopes_supported/,
    byHand: true,
  },
  {
    what: "nothing names the scope that a tool needs",
    spoil: async (request, pass) => {
      const answer = await document(RESOURCE, (it) => ({ ...it, scopes_supported: [] }))(
        request,
        pass,
      );
      const value = answer.headers.get("WWW-Authenticate");
      const bare = value?.replace(/, scope="[^"]*"/, "");
      return value === null ? answer : await withHeaders(answer, { "WWW-Authenticate": bare });
    },
    finds: "scopes",
    found: /nothing tells clients to ask for profile/,
    fix: /scopes_supported/,
    byHand: true,
  },
  {
    what: "the root has metadata of another resource",
    spoil: served("/.well-known/oauth-protected-resource/functions/v1/mcp", (origin) => ({
      resource: `${origin}/other`,
    })),
    finds: "root",
    found: /metadata of .*\/other/,
    fix: /or nothing/,
    byHand: true,
  },
  {
    what: "the root names Supabase Auth",
    spoil: served("/.well-known/oauth-authorization-server", (origin) => ({
      issuer: `${origin}/auth/v1`,
    })),
    finds: "root sign-in",
    found: /Supabase Auth/,
    fix: /\[auth\.oauth_server\]/,
    byHand: true,
  },
  {
    what: "a cache at the root serves a copy of Clerk's document that has expired",
    spoil: async (request, pass) => {
      const { pathname, origin } = new URL(request.url);
      if (pathname !== "/.well-known/oauth-authorization-server") return await pass();
      const copy = `${origin}/functions/v1/well-known/oauth-authorization-server`;
      const document = await (await fetch(copy)).json();
      return Response.json({ ...document, token_endpoint: "https://old.example.com/token" });
    },
    finds: "root sign-in",
    found: /old copy: token_endpoint/,
    fix: /cache/,
    byHand: true,
  },
  {
    what: "the publishable key is of an instance that is not there",
    world: { environment: () => ({ CLERK_ISSUER: `http://127.0.0.1:${freePort()}` }) },
    finds: "issuer",
    found: /nobody listens/,
    fix: /secrets set --env-file/,
  },
  {
    what: "the issuer calls itself by another name",
    world: {
      environment: ({ clerk }) => ({
        CLERK_ISSUER: clerk.issuer.replace("127.0.0.1", "localhost"),
      }),
    },
    finds: "issuer",
    found: /calls itself http:\/\/127\.0\.0\.1:\d+$/,
    fix: /CLERK_ISSUER=http:\/\/127\.0\.0\.1:\d+$/,
  },
  {
    what: "no S256",
    spoilClerk: document(SERVER, ({ code_challenge_methods_supported: _, ...rest }) => rest),
    finds: "PKCE",
    found: /S256 is not among/,
    fix: /S256/,
    byHand: true,
  },
  {
    what: "neither registration nor client metadata documents",
    world: { clerk: { dynamicRegistration: false, clientIdMetadataAdvertised: false } },
    finds: "registration",
    found: /neither register/,
    fix: /task clerk:setup$/,
  },
  {
    what: "no public clients",
    spoilClerk: document(SERVER, (it) => ({
      ...it,
      token_endpoint_auth_methods_supported: ["client_secret_basic"],
    })),
    finds: "client auth",
    found: /no public clients/,
    fix: /"none"/,
    byHand: true,
  },
  {
    what: "the authorization server does not know the scope",
    spoilClerk: document(SERVER, (it) => ({ ...it, scopes_supported: ["openid"] })),
    finds: "its scopes",
    found: /does not know profile/,
    fix: /dashboard/,
    byHand: true,
  },
  {
    what: "the token endpoint fails",
    spoilClerk: (request, pass) =>
      request.url.endsWith("/oauth/token") ? new Response("oops", { status: 502 }) : pass(),
    finds: "token endpoint",
    found: /answers 502/,
    fix: /status page/,
    byHand: true,
  },
  {
    what: "the keys cannot be had",
    spoilClerk: (request, pass) =>
      /jwks/.test(request.url) ? new Response("oops", { status: 500 }) : pass(),
    finds: "keys",
    found: /500, no keys/,
    fix: /status page/,
    byHand: true,
  },
  {
    what: "the secret key is of another instance",
    world: { environment: () => ({ CLERK_SECRET_KEY: "sk_test_of_somebody_else" }) },
    finds: "forged token",
    found: /cannot tell whether a token is good \(503\)/,
    fix: /CLERK_SECRET_KEY.*secrets set --env-file/,
  },
  {
    what: "the scope trap: new clients may not ask for openid",
    world: { clerk: { defaultScopes: "email offline_access profile" } },
    signIn: true,
    finds: "registering",
    found: /may not ask for openid/,
    fix: /task clerk:setup$/,
  },
  {
    what: "tokens have no audience",
    world: { clerk: { audienceClaim: false } },
    signIn: true,
    finds: "token audience",
    found: /names none/,
    fix: /aud_claim_enabled.*task clerk:setup$/,
  },
  {
    what: "opaque tokens, and no key to ask Clerk with",
    world: {
      clerk: { accessTokens: "opaque" },
      environment: ({ clerk }) => ({ CLERK_SECRET_KEY: "", CLERK_JWT_KEY: clerk.jwtKey }),
    },
    signIn: true,
    finds: "call",
    found: /Opaque access tokens are not accepted/,
    fix: /JWT.*task clerk:setup$/,
  },
  {
    what: "the signing key is an old one",
    world: { environment: () => ({ CLERK_JWT_KEY }) },
    signIn: true,
    finds: "call",
    found: /signature is not valid/,
    fix: /secrets unset CLERK_JWT_KEY$/,
  },
  {
    what: "the issuer is promised in the answer, and left out",
    spoilClerk: async (_request, pass) => {
      const answer = await pass();
      const location = answer.headers.get("Location");
      if (!location?.includes("code=")) return answer;
      const headers = new Headers(answer.headers);
      headers.set("Location", location.replace(/[?&]iss=[^&]*/, ""));
      return new Response(null, { status: answer.status, headers });
    },
    signIn: true,
    finds: "sign-in",
    found: /iss/,
    fix: /RFC 9207/,
    byHand: true,
  },
];
