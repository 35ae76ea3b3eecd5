// Whether the authorization server's endpoints are there.

import { whyNoAnswer } from "../exchange.ts";
import { fault, type Finding, ok, problem, skipped } from "../finding.ts";
import * as fixes from "../fixes.ts";
import { isObject, type JsonObject, type Visit } from "../visit.ts";

/** An empty request: whoever is there says in JSON that it is not a good one. */
export async function tokenEndpoint({ send }: Visit, document: JsonObject): Promise<Finding> {
  const endpoint = document.token_endpoint;
  const exchange = typeof endpoint === "string" && URL.canParse(endpoint)
    ? await send(endpoint, { method: "POST", body: new URLSearchParams() })
    : undefined;
  const good = exchange?.answered && exchange.status >= 400 && exchange.status < 500 &&
    exchange.status !== 404 && isObject(exchange.json);
  if (good) return ok("token endpoint", "is there");
  const found = !exchange
    ? "is not named"
    : exchange.answered
    ? `answers ${exchange.status} to an empty request`
    : whyNoAnswer(exchange);
  const fix = fixes.inWords("Ask again; see the status page of the authorization server.");
  return problem("token endpoint", found, fault("everyone", "cannot sign in", fix));
}

/** What tokens are verified with (RFC 7517). */
export async function keys({ send }: Visit, document: JsonObject): Promise<Finding> {
  const uri = document.jwks_uri;
  if (typeof uri !== "string" || !URL.canParse(uri)) {
    return skipped("keys", "the document names no jwks_uri");
  }
  const exchange = await send(uri);
  const found = exchange.answered && isObject(exchange.json) && Array.isArray(exchange.json.keys)
    ? exchange.json.keys.length
    : 0;
  if (found > 0) return ok("keys", `${found} to verify tokens with`);
  const says = exchange.answered ? `${exchange.status}, no keys` : whyNoAnswer(exchange);
  const fix = fixes.inWords("Ask again; see the status page of the authorization server.");
  const means = "sign in, and are refused: no token can be verified";
  return problem("keys", says, fault("everyone", means, fix));
}
