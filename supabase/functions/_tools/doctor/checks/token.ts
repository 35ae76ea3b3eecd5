// Examines an access token without printing the token, and calls the server with it.

import { decodeJwt, decodeProtectedHeader, type JWTPayload } from "jose";
import { type Finding, note, ok, problem, skipped } from "../finding.ts";
import * as fixes from "../fixes.ts";
import { call, protectedTool } from "../protected_tool.ts";
import { bearer, request, succeeded } from "../mcp.ts";
import type { Session } from "../session.ts";
import { REFUSED, refusedCall } from "./refused_call.ts";
import { duration, oneLine } from "../text.ts";

/** The scope that asks for a refresh token. No tool needs this scope. */
const OFFLINE_ACCESS = "offline_access";

/** Checks the token's claims (RFC 9068 §2), and times two tool calls: the first may include a cold start. */
export async function* token(session: Session): AsyncGenerator<Finding> {
  if (session.token === undefined) {
    yield skipped("token", "no token to examine (use --sign-in or --token-from-env NAME)");
    return;
  }
  const called = await callWith(session, session.token);
  yield* claimsOf(session, session.token, called.outcome === "ok");
  yield called;
}

/** @param accepted whether the server accepted the token */
function* claimsOf(session: Session, text: string, accepted: boolean): Generator<Finding> {
  const parts = read(text);
  if (!parts) {
    const found = "the token is opaque: only the authorization server can read it";
    const fix = fixes.setUpClerk(
      "Use JWT access tokens, which need no request to Clerk per tool call:",
    );
    yield note("token", found, session.isThisProject ? fix : undefined);
    return;
  }
  const { header, claims } = parts;
  const lifetime = (claims.exp ?? 0) - (claims.iat ?? 0);
  const kind = `${oneLine(String(header.typ ?? "JWT"), 20)}, ${oneLine(String(header.alg), 10)}`;
  yield ok("token", `${kind}, valid for ${duration(lifetime * 1000)}, ${timeLeft(claims)}`);
  yield issuer(session, claims);
  yield audience(session, claims, accepted);
  yield scopes(session, claims);
}

function read(text: string) {
  try {
    return { header: decodeProtectedHeader(text), claims: decodeJwt(text) };
  } catch {
    return undefined;
  }
}

function timeLeft({ exp = 0 }: JWTPayload): string {
  const seconds = exp - Date.now() / 1000;
  return seconds > 0 ? `${duration(seconds * 1000)} left` : "expired";
}

function issuer(session: Session, { iss }: JWTPayload): Finding {
  if (iss === session.issuer) return ok("token issuer", "the token names the authorization server");
  const found = `the token names issuer ${oneLine(String(iss), 80)}`;
  const fix = session.isThisProject
    ? fixes.setSecret(
      "CLERK_ISSUER",
      oneLine(String(iss)),
      "Set CLERK_ISSUER to the issuer that Clerk's tokens name:",
    )
    : fixes.advice(
      "In authorization_servers of the metadata, write the issuer that tokens name (iss).",
    );
  return problem("token issuer", found, { affects: "everyone", means: REFUSED, fix });
}

function audience(
  { url, isThisProject }: Session,
  { aud }: JWTPayload,
  accepted: boolean,
): Finding {
  const named = [aud ?? []].flat();
  if (named.includes(url)) return ok("token audience", "the token names this server");
  if (named.length > 0) {
    const fix = fixes.advice(
      `Sign in again at ${url}: a token is valid for one server.`,
    );
    const found = `the token names ${oneLine(named.join(", "))}`;
    return problem("token audience", found, { affects: "everyone", means: REFUSED, fix });
  }
  const fix = fixes.atAuthorizationServer(
    isThisProject,
    "Add the audience to tokens (aud_claim_enabled):",
  );
  if (accepted) {
    return note(
      "token audience",
      "the token has no audience, but the server accepts it: the server also accepts tokens for other servers",
      fix,
    );
  }
  return problem("token audience", "the token has no audience", {
    affects: "everyone",
    means: REFUSED,
    fix,
  });
}

function scopes({ challenge, isThisProject }: Session, { scope }: JWTPayload): Finding {
  const granted = typeof scope === "string" ? scope.split(" ") : [];
  const missing = (challenge?.scope ?? "").split(" ")
    .filter((scope) => scope !== "" && scope !== OFFLINE_ACCESS && !granted.includes(scope));
  if (missing.length === 0) return ok("token scopes", oneLine(granted.join(" ")) || "none needed");
  const fix = fixes.atAuthorizationServer(
    isThisProject,
    "Grant clients the missing scope by default (default_scopes), then sign in again:",
  );
  const found = `the token lacks scope ${oneLine(missing.join(" "))}`;
  return problem("token scopes", found, { affects: "everyone", means: REFUSED, fix });
}

async function callWith(session: Session, text: string): Promise<Finding> {
  const tool = protectedTool(session);
  const callOnce = () =>
    tool ? call(session, tool, bearer(text)) : request(session, "tools/list", {}, bearer(text));
  const name = oneLine(tool?.name ?? "tools/list", 40);
  const cold = await callOnce();
  if (!succeeded(cold)) return refusedCall(session, name, cold, text);
  const warm = await callOnce();
  const times = `${duration(cold.exchange.ms)}, the second time in ${duration(warm.exchange.ms)}`;
  return ok("call", `${name} answers in ${times}`);
}
