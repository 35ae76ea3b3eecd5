// What an access token is, without ever showing it, and what the server makes of it.

import { decodeJwt, decodeProtectedHeader, type JWTPayload } from "jose";
import { fault, type Finding, type Fix, note, ok, problem, skipped, unclear } from "../finding.ts";
import * as fixes from "../fixes.ts";
import { call, guarded } from "../guarded_tool.ts";
import { bearer, type Reply, request, succeeded } from "../mcp.ts";
import type { Visit } from "../visit.ts";
import { parseChallenge } from "../www_authenticate.ts";
import { duration, quoted } from "../words.ts";

/** Asked for to stay signed in; no call needs it. */
const RENEWS = "offline_access";
const REFUSED = "sign in, and every call is refused";

/** Anatomy (RFC 9068 §2), and a call with it, twice, for the times. */
export async function* token(visit: Visit): AsyncGenerator<Finding> {
  if (visit.token === undefined) {
    yield skipped("token", "none to look at (--sign-in, or --token-from-env NAME)");
    return;
  }
  const used = await use(visit, visit.token);
  yield* anatomy(visit, visit.token, used.outcome === "ok");
  yield used;
}

/** @param accepted whether the server takes the token as it is */
function* anatomy(visit: Visit, text: string, accepted: boolean): Generator<Finding> {
  const parts = read(text);
  if (!parts) {
    const found = "is opaque: what it says only the authorization server knows";
    const fix = fixes.setUpClerk("JWT access tokens need no question to Clerk for each call:");
    yield note("token", found, visit.ours ? fix : undefined);
    return;
  }
  const { header, claims } = parts;
  const lifetime = (claims.exp ?? 0) - (claims.iat ?? 0);
  const kind = `${quoted(String(header.typ ?? "JWT"), 20)}, ${quoted(String(header.alg), 10)}`;
  yield ok("token", `${kind}, lives ${duration(lifetime * 1000)}, ${left(claims)}`);
  yield issuer(visit, claims);
  yield audience(visit, claims, accepted);
  yield scopes(visit, claims);
}

function read(text: string) {
  try {
    return { header: decodeProtectedHeader(text), claims: decodeJwt(text) };
  } catch {
    return undefined;
  }
}

function left({ exp = 0 }: JWTPayload): string {
  const seconds = exp - Date.now() / 1000;
  return seconds > 0 ? `${duration(seconds * 1000)} left` : "and has expired";
}

function issuer(visit: Visit, { iss }: JWTPayload): Finding {
  if (iss === visit.issuer) return ok("token issuer", "is the authorization server");
  const found = `names ${quoted(String(iss), 80)}`;
  const fix = visit.ours
    ? fixes.setSecret("CLERK_ISSUER", quoted(String(iss)), "Expect what Clerk writes into tokens:")
    : fixes.inWords("Name in the metadata the issuer that tokens name.");
  return problem("token issuer", found, fault("everyone", REFUSED, fix));
}

function audience({ url, ours }: Visit, { aud }: JWTPayload, accepted: boolean): Finding {
  const named = [aud ?? []].flat();
  if (named.includes(url)) return ok("token audience", "is this server");
  if (named.length > 0) {
    const fix = fixes.inWords("Sign in again, at this very address; a token is for one server.");
    const found = `is ${quoted(named.join(", "))}`;
    return problem("token audience", found, fault("everyone", REFUSED, fix));
  }
  const fix = fixes.atIssuer(ours, "Let Clerk write the audience into tokens (aud_claim_enabled):");
  if (accepted) return note("token audience", "none, and it is taken: so are other servers'", fix);
  return problem("token audience", "the token names none", fault("everyone", REFUSED, fix));
}

function scopes({ challenge, ours }: Visit, { scope }: JWTPayload): Finding {
  const granted = typeof scope === "string" ? scope.split(" ") : [];
  const missing = (challenge?.scope ?? "").split(" ")
    .filter((scope) => scope !== "" && scope !== RENEWS && !granted.includes(scope));
  if (missing.length === 0) return ok("token scopes", quoted(granted.join(" ")) || "none needed");
  const fix = fixes.atIssuer(
    ours,
    "Let clients have the scope by default (default_scopes), and sign in again:",
  );
  const found = `lacks ${quoted(missing.join(" "))}`;
  return problem("token scopes", found, fault("everyone", REFUSED, fix));
}

async function use(visit: Visit, text: string): Promise<Finding> {
  const tool = guarded(visit);
  const ask = () =>
    tool ? call(visit, tool, bearer(text)) : request(visit, "tools/list", {}, bearer(text));
  const name = quoted(tool?.name ?? "tools/list", 40);
  const cold = await ask();
  if (!succeeded(cold)) return refusal(visit, name, cold, text);
  const warm = await ask();
  const times = `${duration(cold.exchange.ms)}, then ${duration(warm.exchange.ms)}`;
  return ok("call", `${name} answers in ${times}`);
}

function refusal(visit: Visit, name: string, { exchange }: Reply, text: string): Finding {
  if (!exchange.answered || exchange.status >= 500 || exchange.status === 429) {
    const fix = visit.ours
      ? fixes.setAllSecrets(
        "See the function's log; if it speaks of Clerk, copy CLERK_SECRET_KEY again, then:",
      )
      : fixes.inWords("Ask again, and see the server's log.");
    const found = `${name}: ${exchange.answered ? `answers ${exchange.status}` : "no answer"}`;
    return unclear("call", found, fix);
  }
  const { error_description: why = "", error = `${exchange.status}` } =
    parseChallenge(exchange.headers.get("WWW-Authenticate") ?? "").parameters;
  const found = `${name} refuses it: ${quoted(why || error, 90)}`;
  return problem("call", found, fault("everyone", REFUSED, cureOf(visit, why, text)));
}

/** What this project's server says of a token it refuses, and who can help. */
function cureOf({ ours }: Visit, why: string, text: string): Fix {
  if (!ours) return fixes.inWords("See the server's log for why it refuses a genuine token.");
  if (/signature/.test(why)) {
    return fixes.unsetSecret(
      "CLERK_JWT_KEY",
      "The key it verifies with is not Clerk's present one. Without CLERK_JWT_KEY it asks Clerk (CLERK_SECRET_KEY):",
    );
  }
  if (/another authorization server/.test(why)) {
    return fixes.setAllSecrets("Set CLERK_PUBLISHABLE_KEY of this very Clerk instance; then:");
  }
  if (/Opaque/.test(why)) return fixes.setUpClerk("Switch JWT access tokens on in Clerk:");
  if (/no audience/.test(why)) return fixes.setUpClerk("Switch the aud claim on in Clerk:");
  if (/expired|revoked/.test(why)) {
    return fixes.inWords(
      text.startsWith("oat_")
        ? "Sign in again; if it stays, CLERK_SECRET_KEY is of another Clerk instance."
        : "Sign in again for a fresh token.",
    );
  }
  return fixes.inWords("Sign in again, at this very address.");
}
