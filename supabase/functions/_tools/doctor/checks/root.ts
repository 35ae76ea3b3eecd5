// Checks the root of the host, where clients that ignore the challenge look for metadata.

import { SUPABASE } from "../../command_line_tool.ts";
import { wellKnownUrl } from "../../../_shared/well_known_url.ts";
import type { Exchange } from "../exchange.ts";
import { type Finding, note, ok, problem } from "../finding.ts";
import * as fixes from "../fixes.ts";
import { documentIn, type JsonObject, type Session } from "../session.ts";
import { oneLine } from "../text.ts";

const RECIPE = fixes.advice(
  "Few deployments need this path. Only your own domain can serve it: see supabase/README.md, Well-known.",
);

/** Checks the metadata of resource and authorization server at the root, and OpenAI's domain verification. */
export async function* root(session: Session): AsyncGenerator<Finding> {
  yield* await resourceAtRoot(session);
  yield await authorizationServerAtRoot(session);
  yield await openAiVerification(session);
}

async function resourceAtRoot(session: Session): Promise<Finding[]> {
  const document = documentIn(
    await session.send(wellKnownUrl("oauth-protected-resource", session.url)),
  );
  if (!document) {
    // Only a note: a Supabase project cannot serve the root of its host, and most clients need only the challenge.
    const found = session.challenge
      ? "no metadata at the root; the challenge names another URL"
      : "no metadata at the root, and no challenge names another URL";
    return [note("root", found, session.isThisProject ? RECIPE : undefined)];
  }
  if (document.resource === session.url) return [ok("root", "the root serves the same metadata")];
  const fix = fixes.advice("At the root, serve the metadata that the challenge names, or nothing.");
  const found = `the root serves metadata for ${oneLine(String(document.resource))}`;
  const means = "that look at the root before the challenge sign in for another resource";
  return [problem("root", found, { affects: "everyone", means, fix })];
}

/**
 * Checks the metadata that older clients read, which treat the host of the MCP endpoint as the authorization server.
 * A proxy may serve an outdated copy of Clerk's document there.
 */
async function authorizationServerAtRoot(session: Session): Promise<Finding> {
  const { origin } = new URL(session.url);
  const name = "oauth-authorization-server";
  const document = documentIn(await session.send(`${origin}/.well-known/${name}`)) ??
    documentIn(await session.send(wellKnownUrl(name, session.url)));
  const check = "root sign-in";
  if (!document) return note(check, "no authorization server metadata at the root");
  if (document.issuer === session.issuer) {
    const stale = await staleFields(session, document);
    if (stale.length === 0) return ok(check, "a current copy of the issuer's metadata");
    const fix = fixes.advice(
      "A cache serves an old copy. Purge the cache, or wait ten minutes; then run the doctor again.",
    );
    const found = `the root serves an outdated copy: ${stale.join(", ")}`;
    const means = "use outdated endpoints";
    return problem(check, found, { affects: "everyone", means, fix });
  }
  const supabase = String(document.issuer).endsWith("/auth/v1");
  const fix = fixes.advice(
    supabase
      ? "In supabase/config.toml, set enabled = false under [auth.oauth_server]. " +
        `Then: ${SUPABASE} config push`
      : "At the root, serve the document of the authorization server that the metadata names, or nothing.",
  );
  const found = `the root names ${supabase ? "Supabase Auth" : "another server"}: ${
    oneLine(String(document.issuer))
  }`;
  const means =
    "that look at the root before the challenge get tokens of that server, which the MCP server refuses";
  return problem(check, found, { affects: "everyone", means, fix });
}

async function staleFields(session: Session, copy: JsonObject): Promise<string[]> {
  const original = session.issuer === undefined
    ? undefined
    : documentIn(await session.send(wellKnownUrl("oauth-authorization-server", session.issuer)));
  if (!original) return [];
  // Scopes may differ: function well-known serves copies that list only this resource's scopes.
  return Object.keys(original).filter((key) =>
    key !== "scopes_supported" &&
    JSON.stringify(original[key]) !== JSON.stringify(copy[key])
  ).map((key) => oneLine(key, 50));
}

/** Domain verification for OpenAI's app directory; connections do not need it. */
async function openAiVerification({ send, url, isThisProject }: Session): Promise<Finding> {
  const exchange = await send(`${new URL(url).origin}/.well-known/openai-apps-challenge`);
  const check = "openai apps";
  if (exchange.answered && exchange.status === 200 && !/html/.test(typeOf(exchange))) {
    return ok(check, "OpenAI's domain verification is served");
  }
  const fix = isThisProject
    ? fixes.advice(
      "To submit an app, set OPENAI_APPS_CHALLENGE and use your own domain (supabase/README.md, Well-known).",
    )
    : undefined;
  return note(
    check,
    "no domain verification, which is needed only to submit an app to OpenAI",
    fix,
  );
}

function typeOf(exchange: Exchange): string {
  return exchange.answered ? exchange.headers.get("Content-Type") ?? "" : "";
}
