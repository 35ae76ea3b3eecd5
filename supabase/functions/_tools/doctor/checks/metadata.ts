// The protected resource metadata (RFC 9728): where clients learn who issues tokens, and for what.

import { metadataUrl } from "../../../_shared/protected_resource.ts";
import { wellKnownUrl } from "../../../_shared/well_known_url.ts";
import { type Exchange, whyNoAnswer } from "../exchange.ts";
import { CANNOT_FIND_SIGN_IN, fault, type Finding, ok, problem, skipped } from "../finding.ts";
import * as fixes from "../fixes.ts";
import { declaredScopes } from "../guarded_tool.ts";
import { documentIn, type JsonObject, strings, type Visit } from "../visit.ts";
import { quoted } from "../words.ts";
import { resource } from "./resource.ts";

/** The document that the challenge names, else the one at the root (RFC 9728 §3). Notes it, and the issuer. */
export async function* metadata(visit: Visit): AsyncGenerator<Finding> {
  const url = visit.challenge?.metadataUrl ?? wellKnownUrl("oauth-protected-resource", visit.url);
  const exchange = await visit.send(url, { headers: { Accept: "application/json" } });
  const document = documentIn(exchange);
  if (!document && visit.authless) {
    yield skipped("metadata", "there is none, and no sign-in");
    return;
  }
  if (!exchange.answered || !document) {
    yield unreadable(visit, url, exchange);
    return;
  }
  visit.metadata = document;
  yield secure(visit, url);
  yield* resource(visit, document, exchange);
  yield authorizationServers(visit, document);
  yield scopes(visit, document);
}

function unreadable(visit: Visit, url: string, exchange: Exchange): Finding {
  const path = quoted(new URL(url).pathname, 60);
  const { challenge, ours } = visit;
  if (!challenge) {
    const fix = fixes.inWords(
      "Serve it there, or name its URL in the challenge's resource_metadata.",
    );
    const found = `no challenge names it, and ${path} has none`;
    return problem("metadata", found, fault("everyone", CANNOT_FIND_SIGN_IN, fix));
  }
  if (ours && url !== metadataUrl(visit.url)) {
    const fix = fixes.setSecret("MCP_RESOURCE_URL", visit.url, "Say the address that people type:");
    const found = `the challenge leads elsewhere, and nothing is there: ${quoted(url)}`;
    return problem("metadata", found, fault("everyone", CANNOT_FIND_SIGN_IN, fix));
  }
  if (!exchange.answered) {
    const fix = fixes.inWords("Make the URL that the challenge names answer.");
    const found = `${path}: ${whyNoAnswer(exchange)}`;
    return problem("metadata", found, fault("everyone", CANNOT_FIND_SIGN_IN, fix));
  }
  const { status, headers } = exchange;
  const locked = status === 401 || status === 403;
  const fix = locked && ours
    ? fixes.deploy(
      "In supabase/config.toml, verify_jwt = false below [functions.well-known]; then:",
      "well-known",
    )
    : locked
    ? fixes.inWords("Serve it to everybody, without a token.")
    : ours
    ? fixes.deploy("Deploy function well-known, which serves it:", "well-known")
    : fixes.inWords("Serve the JSON document of RFC 9728 there, with status 200.");
  const found = status === 200
    ? `${path} is ${quoted(headers.get("Content-Type") ?? "no JSON", 40)}, no JSON object`
    : `${path} answers ${status}`;
  return problem("metadata", found, fault("everyone", CANNOT_FIND_SIGN_IN, fix));
}

function secure({ url, ours }: Visit, found: string): Finding {
  const path = quoted(new URL(found).pathname, 60);
  if (new URL(found).protocol === new URL(url).protocol) return ok("metadata", path);
  const fix = ours
    ? fixes.setSecret("MCP_RESOURCE_URL", url, "Say the public address, with https:")
    : fixes.inWords("Name the public address, from configuration.");
  return problem(
    "metadata",
    "the challenge names an http address behind https",
    fault("everyone", "refuse to read it", fix),
  );
}

function authorizationServers(visit: Visit, document: JsonObject): Finding {
  const [first] = strings(document.authorization_servers);
  if (first !== undefined && URL.canParse(first)) {
    visit.issuer = first;
    return ok("sign-in at", quoted(first));
  }
  const fix = fixes.inWords('List the issuer: "authorization_servers": ["https://…"].');
  const found = "the metadata names no authorization server";
  return problem("sign-in at", found, fault("everyone", CANNOT_FIND_SIGN_IN, fix));
}

// Clients ask for what the challenge names, else for scopes_supported (MCP, Authorization, Scope Selection).
function scopes(visit: Visit, document: JsonObject): Finding {
  const supported = strings(document.scopes_supported);
  const asked = visit.challenge?.scope?.split(" ").filter((scope) => scope !== "") ?? [];
  const needed = declaredScopes(visit);
  const means = "sign in without it, and are refused";
  if (supported.length === 0 && asked.length === 0) {
    if (needed.length === 0) return skipped("scopes", "none is needed");
    const fix = fixes.inWords("Name the scopes in the challenge and in scopes_supported.");
    const found = `nothing tells clients to ask for ${quoted(needed.join(" "))}`;
    return problem("scopes", found, fault("everyone", means, fix));
  }
  const missing = [...asked, ...needed].filter((scope) => !supported.includes(scope));
  if (missing.length === 0) return ok("scopes", quoted(supported.join(" ")));
  const fix = fixes.inWords("List every scope that a tool needs in scopes_supported.");
  const found = `scopes_supported lacks ${quoted([...new Set(missing)].join(" "))}`;
  return problem("scopes", found, fault("everyone", means, fix));
}
