// Sends a token whose signature is invalid, and checks that the server rejects the token. The server must first fetch
// Clerk's signing keys, so this check also finds servers that cannot reach Clerk.

import { generateKeyPair, SignJWT } from "jose";
import { type Finding, ok, problem, skipped } from "../finding.ts";
import * as fixes from "../fixes.ts";
import { bearer, request, succeeded } from "../mcp.ts";
import type { Session } from "../session.ts";
import { call, protectedTool } from "../protected_tool.ts";

/** Calls a protected tool with the forged token. If the doctor knows no such tool, sends `ping`. */
export async function* forgedToken(session: Session): AsyncGenerator<Finding> {
  const { issuer } = session;
  if (issuer === undefined) {
    yield skipped("forged token", "no issuer is known that the forged token could name");
    return;
  }
  const headers = bearer(await forge(issuer, session.url, session.challenge?.scope ?? ""));
  const tool = protectedTool(session);
  const reply = tool
    ? await call(session, tool, headers)
    : await request(session, "ping", {}, headers);
  const status = reply.exchange.answered ? reply.exchange.status : 0;
  if (status >= 500 || status === 0) {
    yield cannotVerify(session, status);
  } else if (!succeeded(reply)) {
    yield ok("forged token", `a token with an invalid signature is rejected (${status})`);
  } else {
    const fix = fixes.advice(
      "Take the server offline, because it accepts any token. Verify each token's signature with the issuer's keys.",
    );
    const found = `a token with an invalid signature is answered ${status}`;
    const means = "can impersonate any user, and so can anyone else";
    yield problem("forged token", found, { affects: "everyone", means, fix });
  }
}

function cannotVerify({ isThisProject }: Session, status: number): Finding {
  const means = "sign in, but every tool call fails";
  if (isThisProject) {
    const fix = fixes.advice(
      "The function cannot fetch Clerk's signing keys; the function's log has the cause. If CLERK_ISSUER is set, it must be the address that serves /.well-known/jwks.json. Otherwise see Clerk's status page.",
    );
    const found = `the server cannot verify tokens (${status || "no response"})`;
    return problem("forged token", found, { affects: "everyone", means, fix });
  }
  const fix = fixes.advice(
    "If a token cannot be verified, answer 401. See the server's log for the cause.",
  );
  const found = `a token that cannot be verified causes a failure (${status || "no response"})`;
  return problem("forged token", found, { affects: "everyone", means, fix });
}

async function forge(issuer: string, resource: string, scope: string): Promise<string> {
  const { privateKey } = await generateKeyPair("RS256");
  const iat = Math.floor(Date.now() / 1000) - 5;
  return await new SignJWT({ scope, client_id: "doctor" })
    .setProtectedHeader({ alg: "RS256", typ: "at+jwt", kid: `ins_doctor${iat}` })
    .setIssuer(issuer).setAudience([resource]).setSubject("user_doctor")
    .setIssuedAt(iat).setNotBefore(iat).setExpirationTime(iat + 600).setJti("oat_doctor")
    .sign(privateKey);
}
