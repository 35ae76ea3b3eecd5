// The authorization server as its own document describes it (RFC 8414), and whether that is true.

import { wellKnownUrl } from "../../../_shared/well_known_url.ts";
import { type Exchange, whyNoAnswer } from "../exchange.ts";
import { fault, type Finding, note, ok, problem, skipped } from "../finding.ts";
import * as fixes from "../fixes.ts";
import { documentIn, type JsonObject, strings, type Visit } from "../visit.ts";
import { listed, quoted } from "../words.ts";
import { keys, tokenEndpoint } from "./issuer_endpoints.ts";

const CANNOT = "cannot sign in";

/** Every field of the document that clients decide by, and the endpoints behind it. Notes the document. */
export async function* authorizationServer(visit: Visit): AsyncGenerator<Finding> {
  const { issuer } = visit;
  if (issuer === undefined) {
    yield skipped("issuer", "no authorization server is known");
    return;
  }
  const exchange = await read(visit, issuer);
  const document = documentIn(exchange);
  if (!document) {
    yield missing(visit, issuer, exchange);
    return;
  }
  visit.authorizationServer = document;
  yield sameIssuer(visit, issuer, document);
  yield pkce(document);
  yield issuerInAnswers(document);
  yield registration(visit, document);
  yield methods(document);
  yield scopes(visit, document);
  yield await tokenEndpoint(visit, document);
  yield await keys(visit, document);
}

/** By RFC 8414, else by OpenID Connect Discovery; the first answer where neither has a document. */
async function read({ send }: Visit, issuer: string): Promise<Exchange> {
  const first = await send(wellKnownUrl("oauth-authorization-server", issuer));
  if (documentIn(first)) return first;
  const openid = await send(`${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`);
  return documentIn(openid) ? openid : first;
}

function missing({ ours }: Visit, issuer: string, exchange: Exchange): Finding {
  const says = exchange.answered ? `answers ${exchange.status}` : whyNoAnswer(exchange);
  const fix = ours
    ? fixes.setAllSecrets(
      "Copy CLERK_PUBLISHABLE_KEY from Clerk's dashboard (API keys), with CLERK_ISSUER removed unless you need it; then:",
    )
    : fixes.inWords("Serve its metadata (RFC 8414), or name the right issuer.");
  const found = `${quoted(issuer, 80)}: ${says}`;
  return problem("issuer", found, fault("everyone", CANNOT, fix));
}

function sameIssuer({ ours }: Visit, issuer: string, { issuer: own }: JsonObject): Finding {
  if (own === issuer) return ok("issuer", "calls itself by the same name");
  const fix = ours
    ? fixes.setSecret("CLERK_ISSUER", quoted(String(own)), "Name it as it names itself:")
    : fixes.inWords("Name the issuer in the metadata exactly as its own document does.");
  const found = `calls itself ${quoted(String(own), 80)}`;
  const means = "refuse to sign in: the document is about another server (RFC 8414 §3.3)";
  return problem("issuer", found, fault("everyone", means, fix));
}

function pkce(document: JsonObject): Finding {
  if (strings(document.code_challenge_methods_supported).includes("S256")) {
    return ok("PKCE", "S256");
  }
  const fix = fixes.inWords(
    'Let the authorization server do S256, and say so: "code_challenge_methods_supported": ["S256"]. ' +
      "Clerk does: if a proxy stands before it, take that away.",
  );
  const found = "S256 is not among its code_challenge_methods_supported";
  return problem("PKCE", found, fault("everyone", "refuse to sign in", fix));
}

/** Whether that is true shows when somebody signs in. */
function issuerInAnswers(document: JsonObject): Finding {
  return document.authorization_response_iss_parameter_supported === true
    ? ok("iss", "promises to name itself in answers (RFC 9207)")
    : note("iss", "does not promise to name itself in answers (RFC 9207)");
}

function registration({ ours }: Visit, document: JsonObject): Finding {
  const byDocument = document.client_id_metadata_document_supported === true;
  const dynamic = typeof document.registration_endpoint === "string";
  const ways = [
    ...(byDocument ? ["client id metadata documents"] : []),
    ...(dynamic ? ["dynamic registration"] : []),
  ];
  if (ways.length > 0) return ok("registration", `by ${listed(ways)}`);
  const fix = fixes.atIssuer(ours, "Switch dynamic client registration on:");
  const found = "a client can neither register nor name its metadata document";
  return problem("registration", found, fault("everyone", CANNOT, fix));
}

function methods(document: JsonObject): Finding {
  // RFC 8414 §2: absent means client_secret_basic.
  const listedMethods = strings(document.token_endpoint_auth_methods_supported);
  const supported = listedMethods.length > 0 ? listedMethods : ["client_secret_basic"];
  if (supported.includes("none")) return ok("client auth", quoted(supported.join(", ")));
  const fix = fixes.inWords(
    'Let public clients in: "token_endpoint_auth_methods_supported": ["none", …].',
  );
  const found = `no public clients: ${quoted(supported.join(", "))}`;
  return problem(
    "client auth",
    found,
    fault("everyone", "that keep no secret cannot sign in", fix),
  );
}

function scopes({ challenge, metadata }: Visit, document: JsonObject): Finding {
  const supported = strings(document.scopes_supported);
  const asked = new Set([
    ...challenge?.scope?.split(" ").filter((scope) => scope !== "") ?? [],
    ...strings(metadata?.scopes_supported),
  ]);
  const unknown = [...asked].filter((scope) => !supported.includes(scope));
  if (supported.length === 0) return skipped("its scopes", "the document lists none");
  if (unknown.length > 0) {
    const fix = fixes.inWords(
      "Add the scope there (Clerk's dashboard, OAuth applications), or ask for one that is there.",
    );
    const found = `does not know ${quoted(unknown.join(" "))}`;
    return problem("its scopes", found, fault("everyone", "get invalid_scope", fix));
  }
  const refresh = supported.includes("offline_access") ? ", and renews (offline_access)" : "";
  return ok("its scopes", `has what is asked for${refresh}`);
}
