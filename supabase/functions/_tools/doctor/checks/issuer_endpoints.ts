// Checks the token endpoint and the signing keys of the authorization server.

import { type Exchange, noAnswerReason } from "../exchange.ts";
import { type Finding, ok, problem, skipped } from "../finding.ts";
import * as fixes from "../fixes.ts";
import { isObject, type JsonObject, type Session } from "../session.ts";

const SEE_STATUS_PAGE =
  "Run the doctor again. If the result is the same, see the authorization server's status page.";

/** Sends an empty request. A working endpoint answers with a status from 400 to 499 and a JSON error. */
export async function tokenEndpoint({ send }: Session, document: JsonObject): Promise<Finding> {
  const endpoint = document.token_endpoint;
  const exchange = typeof endpoint === "string" && URL.canParse(endpoint)
    ? await send(endpoint, { method: "POST", body: new URLSearchParams() })
    : undefined;
  const works = exchange?.answered && exchange.status >= 400 && exchange.status < 500 &&
    exchange.status !== 404 && isObject(exchange.json);
  if (works) return ok("token endpoint", "answers an empty request with an error, as it should");
  const fix = fixes.advice(SEE_STATUS_PAGE);
  return problem("token endpoint", tokenEndpointDefect(exchange), {
    affects: "everyone",
    means: "cannot sign in",
    fix,
  });
}

function tokenEndpointDefect(exchange: Exchange | undefined): string {
  if (!exchange) return "the metadata has no token_endpoint";
  if (!exchange.answered) return noAnswerReason(exchange);
  return `answers ${exchange.status} to an empty request`;
}

/** Fetches the keys that verify tokens, as a JWK Set (RFC 7517). */
export async function keys({ send }: Session, document: JsonObject): Promise<Finding> {
  const uri = document.jwks_uri;
  if (typeof uri !== "string" || !URL.canParse(uri)) {
    return skipped("keys", "the metadata has no jwks_uri");
  }
  const exchange = await send(uri);
  const count = exchange.answered && isObject(exchange.json) && Array.isArray(exchange.json.keys)
    ? exchange.json.keys.length
    : 0;
  if (count > 0) return ok("keys", `${count} signing ${count === 1 ? "key" : "keys"}`);
  const found = exchange.answered
    ? `answers ${exchange.status}, no keys`
    : noAnswerReason(exchange);
  const fix = fixes.advice(SEE_STATUS_PAGE);
  const means = "sign in, but the server cannot verify tokens and rejects all of them";
  return problem("keys", found, { affects: "everyone", means, fix });
}
