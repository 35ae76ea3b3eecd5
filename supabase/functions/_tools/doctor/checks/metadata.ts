// Checks the protected resource metadata (RFC 9728), which names the issuer and the scopes.

import { metadataUrl } from "../../../_shared/protected_resource.ts";
import { wellKnownUrl } from "../../../_shared/well_known_url.ts";
import { type Exchange, noAnswerReason } from "../exchange.ts";
import { CANNOT_FIND_SIGN_IN, type Finding, type Fix, ok, problem, skipped } from "../finding.ts";
import * as fixes from "../fixes.ts";
import { declaredScopes } from "../protected_tool.ts";
import { documentIn, type JsonObject, type Session, strings } from "../session.ts";
import { oneLine } from "../text.ts";
import { resource } from "./resource.ts";

/**
 * Reads the document whose URL the challenge names. Without a challenge, reads the document at the root of the host
 * (RFC 9728 §3). Sets `session.metadata` and `session.issuer`.
 */
export async function* metadata(session: Session): AsyncGenerator<Finding> {
  const url = session.challenge?.metadataUrl ??
    wellKnownUrl("oauth-protected-resource", session.url);
  const exchange = await session.send(url, { headers: { Accept: "application/json" } });
  const document = documentIn(exchange);
  if (!document && session.authless) {
    yield skipped("metadata", "no metadata, and the server asks for no sign-in");
    return;
  }
  if (!exchange.answered || !document) {
    yield unreadable(session, url, exchange);
    return;
  }
  session.metadata = document;
  yield sameScheme(session, url);
  yield* resource(session, document, exchange);
  yield authorizationServers(session, document);
  yield scopes(session, document);
}

function unreadable(session: Session, url: string, exchange: Exchange): Finding {
  const path = oneLine(new URL(url).pathname, 60);
  const { challenge, isThisProject } = session;
  if (!challenge) {
    const fix = fixes.advice(
      "Serve the metadata at that path, or name its URL in the challenge (resource_metadata).",
    );
    const found = `no challenge names the metadata's URL, and there is no document at ${path}`;
    return problem("metadata", found, { affects: "everyone", means: CANNOT_FIND_SIGN_IN, fix });
  }
  if (isThisProject && url !== metadataUrl(session.url)) {
    const fix = fixes.setSecret(
      "MCP_RESOURCE_URL",
      session.url,
      "Set MCP_RESOURCE_URL to the address that users enter:",
    );
    const found = `the challenge names another URL, where there is no metadata: ${oneLine(url)}`;
    return problem("metadata", found, { affects: "everyone", means: CANNOT_FIND_SIGN_IN, fix });
  }
  if (!exchange.answered) {
    const fix = fixes.advice("Serve the metadata at the URL that the challenge names.");
    const found = `${path}: ${noAnswerReason(exchange)}`;
    return problem("metadata", found, { affects: "everyone", means: CANNOT_FIND_SIGN_IN, fix });
  }
  const { status, headers } = exchange;
  const found = status === 200
    ? `${path} is ${oneLine(headers.get("Content-Type") ?? "no JSON", 40)}, not a JSON object`
    : `${path} answers ${status}`;
  const fix = isThisProject ? deployWellKnown(status) : serveDocument(status);
  return problem("metadata", found, { affects: "everyone", means: CANNOT_FIND_SIGN_IN, fix });
}

function deployWellKnown(status: number): Fix {
  const text = isLocked(status)
    ? "In supabase/config.toml, set verify_jwt = false under [functions.well-known]. Then:"
    : "Deploy function well-known, which serves the metadata:";
  return fixes.deploy(text);
}

function serveDocument(status: number): Fix {
  return fixes.advice(
    isLocked(status)
      ? "Serve the metadata without requiring a token."
      : "Serve the JSON document of RFC 9728 at that path, with status 200.",
  );
}

function isLocked(status: number): boolean {
  return status === 401 || status === 403;
}

function sameScheme({ url, isThisProject }: Session, found: string): Finding {
  const path = oneLine(new URL(found).pathname, 60);
  if (new URL(found).protocol === new URL(url).protocol) return ok("metadata", path);
  const fix = isThisProject
    ? fixes.setSecret("MCP_RESOURCE_URL", url, "Set MCP_RESOURCE_URL to the public https URL:")
    : fixes.advice("Take the public address from configuration, not from the request.");
  return problem(
    "metadata",
    "the challenge names an http URL for an https server",
    { affects: "everyone", means: "refuse to fetch metadata over http", fix },
  );
}

function authorizationServers(session: Session, document: JsonObject): Finding {
  const [first] = strings(document.authorization_servers);
  if (first !== undefined && URL.canParse(first)) {
    session.issuer = first;
    return ok("sign-in at", oneLine(first));
  }
  const fix = fixes.advice('List the issuer: "authorization_servers": ["https://…"].');
  const found = "the metadata names no authorization server";
  return problem("sign-in at", found, { affects: "everyone", means: CANNOT_FIND_SIGN_IN, fix });
}

// Clients request the challenge's scopes, or scopes_supported if the challenge names none (MCP, Scope Selection).
function scopes(session: Session, document: JsonObject): Finding {
  const supported = strings(document.scopes_supported);
  const requested = session.challenge?.scope?.split(" ").filter((scope) => scope !== "") ?? [];
  const needed = declaredScopes(session);
  const means = "sign in without the scope, and the server refuses their tool calls";
  if (supported.length === 0 && requested.length === 0) {
    if (needed.length === 0) return skipped("scopes", "no tool needs a scope");
    const fix = fixes.advice("Add the scopes to the challenge and to scopes_supported.");
    const found = `neither the challenge nor scopes_supported names ${oneLine(needed.join(" "))}`;
    return problem("scopes", found, { affects: "everyone", means, fix });
  }
  const missing = [...requested, ...needed].filter((scope) => !supported.includes(scope));
  if (missing.length === 0) return ok("scopes", oneLine(supported.join(" ")));
  const fix = fixes.advice("Add the missing scopes to scopes_supported.");
  const found = `scopes_supported lacks ${oneLine([...new Set(missing)].join(" "))}`;
  return problem("scopes", found, { affects: "everyone", means, fix });
}
