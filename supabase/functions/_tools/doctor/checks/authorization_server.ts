// Checks the authorization server metadata (RFC 8414) and the endpoints that it names.

import { wellKnownUrl } from "../../../_shared/well_known_url.ts";
import { type Exchange, noAnswerReason } from "../exchange.ts";
import { type Finding, note, ok, problem, skipped } from "../finding.ts";
import * as fixes from "../fixes.ts";
import { documentIn, type JsonObject, type Session, strings } from "../session.ts";
import { listed, oneLine } from "../text.ts";
import { keys, tokenEndpoint } from "./issuer_endpoints.ts";

const CANNOT = "cannot sign in";

/** Checks the metadata fields that clients depend on, and the endpoints. Sets `session.authorizationServer`. */
export async function* authorizationServer(session: Session): AsyncGenerator<Finding> {
  const { issuer } = session;
  if (issuer === undefined) {
    yield skipped("issuer", "no authorization server is known");
    return;
  }
  const exchange = await read(session, issuer);
  const document = documentIn(exchange);
  if (!document) {
    yield missing(session, issuer, exchange);
    return;
  }
  session.authorizationServer = document;
  yield sameIssuer(session, issuer, document);
  yield pkce(document);
  yield issuerInAnswers(document);
  yield registration(session, document);
  yield methods(document);
  yield scopes(session, document);
  yield await tokenEndpoint(session, document);
  yield await keys(session, document);
}

/** Requests the RFC 8414 document, then that of OpenID Connect. If both fail, returns the first response. */
async function read({ send }: Session, issuer: string): Promise<Exchange> {
  const first = await send(wellKnownUrl("oauth-authorization-server", issuer));
  if (documentIn(first)) return first;
  const openid = await send(`${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`);
  return documentIn(openid) ? openid : first;
}

function missing({ isThisProject }: Session, issuer: string, exchange: Exchange): Finding {
  const says = exchange.answered ? `status ${exchange.status}` : noAnswerReason(exchange);
  const fix = isThisProject
    ? fixes.setAllSecrets(
      "Copy CLERK_PUBLISHABLE_KEY from Clerk's dashboard (API keys) into supabase/functions/.env, and remove CLERK_ISSUER unless you need it. Then:",
    )
    : fixes.advice(
      "Serve the issuer's metadata (RFC 8414), or correct the issuer in the resource metadata.",
    );
  const found = `no metadata of ${oneLine(issuer, 80)}: ${says}`;
  return problem("issuer", found, { affects: "everyone", means: CANNOT, fix });
}

function sameIssuer(
  { isThisProject }: Session,
  issuer: string,
  { issuer: own }: JsonObject,
): Finding {
  if (own === issuer) return ok("issuer", "the issuer's metadata names the same issuer");
  const fix = isThisProject
    ? fixes.setSecret(
      "CLERK_ISSUER",
      oneLine(String(own)),
      "Set CLERK_ISSUER to the issuer that the metadata names:",
    )
    : fixes.advice(
      `In authorization_servers of the resource metadata, write ${
        oneLine(String(own), 80)
      } exactly.`,
    );
  const found = `metadata of ${oneLine(issuer, 80)} names another issuer: ${
    oneLine(String(own), 80)
  }`;
  const means = "refuse to sign in: an issuer's metadata must name that issuer (RFC 8414 §3.3)";
  return problem("issuer", found, { affects: "everyone", means, fix });
}

function pkce(document: JsonObject): Finding {
  if (strings(document.code_challenge_methods_supported).includes("S256")) {
    return ok("PKCE", "S256");
  }
  const fix = fixes.advice(
    'Enable S256 and advertise it: "code_challenge_methods_supported": ["S256"]. ' +
      "Clerk does both. If you use Clerk, remove the proxy that changes Clerk's metadata.",
  );
  const found = "code_challenge_methods_supported does not list S256";
  return problem("PKCE", found, { affects: "everyone", means: "refuse to sign in", fix });
}

/** Reads only the flag in the metadata. The check "sign-in" tests real authorization responses. */
function issuerInAnswers(document: JsonObject): Finding {
  return document.authorization_response_iss_parameter_supported === true
    ? ok("iss", "the issuer advertises iss in authorization responses (RFC 9207)")
    : note("iss", "the issuer does not advertise iss in authorization responses (RFC 9207)");
}

function registration({ isThisProject }: Session, document: JsonObject): Finding {
  const byDocument = document.client_id_metadata_document_supported === true;
  const dynamic = typeof document.registration_endpoint === "string";
  const ways = [
    ...(byDocument ? ["client ID metadata documents"] : []),
    ...(dynamic ? ["dynamic registration"] : []),
  ];
  if (ways.length > 0) return ok("registration", `clients can use ${listed(ways)}`);
  const fix = fixes.atAuthorizationServer(isThisProject, "Enable dynamic client registration:");
  const found = "the issuer supports neither dynamic registration nor client ID metadata documents";
  return problem("registration", found, { affects: "everyone", means: CANNOT, fix });
}

function methods(document: JsonObject): Finding {
  // If the field is absent, the method is client_secret_basic (RFC 8414 §2).
  const listedMethods = strings(document.token_endpoint_auth_methods_supported);
  const supported = listedMethods.length > 0 ? listedMethods : ["client_secret_basic"];
  if (supported.includes("none")) return ok("client auth", oneLine(supported.join(", ")));
  const fix = fixes.advice(
    'Accept public clients: "token_endpoint_auth_methods_supported": ["none", …].',
  );
  const found = `the issuer does not accept public clients: ${oneLine(supported.join(", "))}`;
  return problem(
    "client auth",
    found,
    { affects: "everyone", means: "without a secret cannot sign in", fix },
  );
}

function scopes({ challenge, metadata }: Session, document: JsonObject): Finding {
  const supported = strings(document.scopes_supported);
  const requested = new Set([
    ...challenge?.scope?.split(" ").filter((scope) => scope !== "") ?? [],
    ...strings(metadata?.scopes_supported),
  ]);
  const unknown = [...requested].filter((scope) => !supported.includes(scope));
  if (supported.length === 0) return skipped("issuer scopes", "the issuer lists no scopes");
  if (unknown.length > 0) {
    const fix = fixes.advice(
      "Add the scope at the authorization server (Clerk: dashboard, OAuth applications), or advertise only supported scopes.",
    );
    const found = `the issuer does not support ${oneLine(unknown.join(" "))}`;
    const means = "get invalid_scope";
    return problem("issuer scopes", found, { affects: "everyone", means, fix });
  }
  const refresh = supported.includes("offline_access") ? ", and offline_access" : "";
  return ok("issuer scopes", `the issuer supports all requested scopes${refresh}`);
}
