// What stands at the root of the host, where clients look that do not read the challenge.

import { wellKnownUrl } from "../../../_shared/well_known_url.ts";
import type { Exchange } from "../exchange.ts";
import { fault, type Finding, note, ok, problem } from "../finding.ts";
import * as fixes from "../fixes.ts";
import { documentIn, type JsonObject, type Visit } from "../visit.ts";
import { quoted } from "../words.ts";

const RECIPE = fixes.inWords(
  "Only your own domain can answer there, which few clients need (supabase/README.md, Well-known).",
);

/** Both kinds of metadata at the root, whose they are, and OpenAI's proof of ownership. */
export async function* root(visit: Visit): AsyncGenerator<Finding> {
  yield* await resourceAtRoot(visit);
  yield await authorizationServerAtRoot(visit);
  yield await challengeOfOpenAi(visit);
}

async function resourceAtRoot(visit: Visit): Promise<Finding[]> {
  const document = documentIn(
    await visit.send(wellKnownUrl("oauth-protected-resource", visit.url)),
  );
  if (!document) {
    // On a project's own host this cannot be otherwise, and the challenge says where to look.
    const leads = visit.challenge ? "the challenge leads to it" : "no challenge leads to it";
    return [note("root", `has no metadata; ${leads}`, visit.ours ? RECIPE : undefined)];
  }
  if (document.resource === visit.url) return [ok("root", "has the same metadata")];
  const fix = fixes.inWords("Serve at the root what the challenge leads to, or nothing.");
  const found = `has metadata of ${quoted(String(document.resource))}`;
  const means = "look there first, and sign in for another resource";
  return [problem("root", found, fault("everyone", means, fix))];
}

/**
 * Older clients take the host of the MCP endpoint for the authorization server; and behind a proxy, a copy
 * of Clerk's document may be out of date.
 */
async function authorizationServerAtRoot(visit: Visit): Promise<Finding> {
  const { origin } = new URL(visit.url);
  const name = "oauth-authorization-server";
  const document = documentIn(await visit.send(`${origin}/.well-known/${name}`)) ??
    documentIn(await visit.send(wellKnownUrl(name, visit.url)));
  const check = "root sign-in";
  if (!document) return note(check, "no authorization server is named at the root");
  if (document.issuer === visit.issuer) {
    const stale = await staleFields(visit, document);
    if (stale.length === 0) return ok(check, "is a copy of the right document");
    const fix = fixes.inWords(
      "A cache serves an old copy: purge it, or wait ten minutes and ask again.",
    );
    const found = `is an old copy: ${stale.join(", ")}`;
    const means = "use addresses that are no longer right";
    return problem(check, found, fault("everyone", means, fix));
  }
  const supabase = String(document.issuer).endsWith("/auth/v1");
  const fix = fixes.inWords(
    supabase
      ? "In supabase/config.toml, enabled = false below [auth.oauth_server], then: npx supabase config push"
      : "Serve there the document of the authorization server that the metadata names, or nothing.",
  );
  const found = `names ${supabase ? "Supabase Auth" : "another server"}: ${
    quoted(String(document.issuer))
  }`;
  const means = "that guess sign in there, and their tokens are refused";
  return problem(check, found, fault("everyone", means, fix));
}

async function staleFields(visit: Visit, copy: JsonObject): Promise<string[]> {
  const original = visit.issuer === undefined
    ? undefined
    : documentIn(await visit.send(wellKnownUrl("oauth-authorization-server", visit.issuer)));
  if (!original) return [];
  // A copy may name the scopes of this resource alone.
  return Object.keys(original).filter((key) =>
    key !== "scopes_supported" &&
    JSON.stringify(original[key]) !== JSON.stringify(copy[key])
  ).map((key) => quoted(key, 50));
}

/** Proof of ownership for OpenAI's directory of apps; nothing that a connection needs. */
async function challengeOfOpenAi({ send, url, ours }: Visit): Promise<Finding> {
  const exchange = await send(`${new URL(url).origin}/.well-known/openai-apps-challenge`);
  const check = "openai apps";
  if (exchange.answered && exchange.status === 200 && !/html/.test(typeOf(exchange))) {
    return ok(check, "the proof of ownership for OpenAI is there");
  }
  const fix = ours
    ? fixes.inWords(
      "To submit an app: OPENAI_APPS_CHALLENGE and a domain (supabase/README.md, Well-known).",
    )
    : undefined;
  return note(check, "no proof of ownership; only a submission needs it", fix);
}

function typeOf(exchange: Exchange): string {
  return exchange.answered ? exchange.headers.get("Content-Type") ?? "" : "";
}
