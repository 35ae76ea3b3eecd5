// Misconfigurations of the metadata, the variables and Clerk.

import { startClerk } from "../../local/clerk/mod.ts";
import { freePort } from "../../local/ports.ts";
import { redocumented, type Spoil, withHeaders } from "./front.ts";
import type { Misconfiguration } from "./misconfiguration.ts";

type JsonObject = Record<string, unknown>;

/** Changes documents whose path matches. */
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

/** The signing key of another instance. */
const { jwtKey: CLERK_JWT_KEY, stop } = await startClerk();
await stop();

/** A function that has no keys yet; removing the variable, which says nothing new, restarts it. */
const FRESH_WORKER = { environment: () => ({ MCP_SIGN_IN: "auto" }) };

/** Blank counts as unset. */
const FOREIGN_KEY = {
  SUPABASE_SECRET_KEYS: "",
  SUPABASE_SECRET_KEY: "sb_secret_of_another_project",
  SUPABASE_SERVICE_ROLE_KEY: "",
};

export const OAUTH_CASES: readonly Misconfiguration[] = [
  {
    what: "the resource is another address of the server",
    world: {
      environment: () => ({ MCP_RESOURCE_URL: `http://localhost:${freePort()}/functions/v1/mcp` }),
    },
    finds: "metadata",
    found: /names another URL/,
    fix: /MCP_RESOURCE_URL=http:\/\/127\.0\.0\.1:\d+\/functions\/v1\/mcp$/,
  },
  {
    what: "the resource in the metadata has a trailing slash",
    spoil: document(RESOURCE, ({ resource, ...rest }) => ({ resource: `${resource}/`, ...rest })),
    finds: "resource",
    found: /differs by a trailing slash/,
    fix: /MCP_RESOURCE_URL=http:\/\/127\.0\.0\.1:\d+\/functions\/v1\/mcp$/,
    byHand: true,
  },
  {
    what: "the resource is only the origin",
    world: { environment: ({ origin }) => ({ MCP_RESOURCE_URL: origin }) },
    finds: "metadata",
    found: /names another URL/,
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
    what: "a cache serves metadata of a former address",
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
    what: "the metadata is a web page",
    spoil: (request, pass) =>
      RESOURCE.test(request.url)
        ? new Response("<html>", { headers: { "Content-Type": "text/html" } })
        : pass(),
    finds: "metadata",
    found: /text\/html, not a JSON object/,
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
    what: "scopes_supported lacks the challenge's scope",
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
    found: /neither the challenge nor scopes_supported names profile/,
    fix: /scopes_supported/,
    byHand: true,
  },
  {
    what: "the root has metadata of another resource",
    spoil: served("/.well-known/oauth-protected-resource/functions/v1/mcp", (origin) => ({
      resource: `${origin}/other`,
    })),
    finds: "root",
    found: /metadata for .*\/other/,
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
    what: "a cache at the root serves an outdated copy of Clerk's document",
    spoil: async (request, pass) => {
      const { pathname, origin } = new URL(request.url);
      if (pathname !== "/.well-known/oauth-authorization-server") return await pass();
      const copy = `${origin}/functions/v1/well-known/oauth-authorization-server`;
      const document = await (await fetch(copy)).json();
      return Response.json({ ...document, token_endpoint: "https://old.example.com/token" });
    },
    finds: "root sign-in",
    found: /outdated copy: token_endpoint/,
    fix: /cache/,
    byHand: true,
  },
  {
    what: "the publishable key's instance does not exist",
    world: { environment: () => ({ CLERK_ISSUER: `http://127.0.0.1:${freePort()}` }) },
    finds: "issuer",
    found: /connection refused/,
    fix: /secrets set --env-file/,
  },
  {
    what: "the issuer's metadata names another issuer",
    world: {
      environment: ({ clerk }) => ({
        CLERK_ISSUER: clerk.issuer.replace("127.0.0.1", "localhost"),
      }),
    },
    finds: "issuer",
    found: /names another issuer: http:\/\/127\.0\.0\.1:\d+$/,
    fix: /CLERK_ISSUER=http:\/\/127\.0\.0\.1:\d+$/,
  },
  {
    what: "no S256",
    spoilClerk: document(SERVER, ({ code_challenge_methods_supported: _, ...rest }) => rest),
    finds: "PKCE",
    found: /does not list S256/,
    fix: /S256/,
    byHand: true,
  },
  {
    what: "neither registration nor client metadata documents",
    world: { clerk: { dynamicRegistration: false, clientIdMetadataAdvertised: false } },
    finds: "registration",
    found: /neither dynamic registration nor client ID metadata/,
    fix: /task clerk:setup$/,
  },
  {
    what: "no public clients",
    spoilClerk: document(SERVER, (it) => ({
      ...it,
      token_endpoint_auth_methods_supported: ["client_secret_basic"],
    })),
    finds: "client auth",
    found: /does not accept public clients/,
    fix: /"none"/,
    byHand: true,
  },
  {
    what: "the authorization server does not know the scope",
    spoilClerk: document(SERVER, (it) => ({ ...it, scopes_supported: ["openid"] })),
    finds: "issuer scopes",
    found: /does not support profile/,
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
    what: "the signing keys cannot be fetched",
    world: FRESH_WORKER,
    spoilClerk: (request, pass) =>
      /jwks/.test(request.url) ? new Response("oops", { status: 500 }) : pass(),
    finds: "keys",
    found: /500, no keys/,
    fix: /status page/,
    byHand: true,
  },
  {
    what: "the function cannot fetch the signing keys",
    world: FRESH_WORKER,
    spoilClerk: (request, pass) =>
      /jwks/.test(request.url) ? new Response("oops", { status: 500 }) : pass(),
    finds: "forged token",
    found: /cannot verify tokens \(503\)/,
    fix: /log has the cause/,
    byHand: true,
  },
  {
    what: "new clients may not request openid",
    world: { clerk: { defaultScopes: "email offline_access profile" } },
    signIn: true,
    finds: "registering",
    found: /may not request openid/,
    fix: /task clerk:setup$/,
  },
  {
    what: "the Data API refuses the function",
    world: { environment: () => FOREIGN_KEY },
    signIn: true,
    finds: "call",
    found: /artifact.list answers with an error/,
    fix: /Data API is enabled/,
    byHand: true,
  },
  {
    what: "tokens have no audience",
    world: { clerk: { audienceClaim: false } },
    signIn: true,
    finds: "token audience",
    found: /has no audience/,
    fix: /aud_claim_enabled.*task clerk:setup$/,
  },
  {
    what: "opaque tokens without CLERK_SECRET_KEY",
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
    what: "CLERK_JWT_KEY is not the current signing key",
    world: { environment: () => ({ CLERK_JWT_KEY }) },
    signIn: true,
    finds: "call",
    found: /signature is not valid/,
    fix: /secrets unset CLERK_JWT_KEY$/,
  },
  {
    what: "iss is advertised but missing in the authorization response",
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
