// A token that looks right in everything but its signature: it must be refused, and it makes the server look
// for the signing key, so that one without access to Clerk shows it.

import { generateKeyPair, SignJWT } from "jose";
import { fault, type Finding, ok, problem, skipped } from "../finding.ts";
import * as fixes from "../fixes.ts";
import { bearer, request, succeeded } from "../mcp.ts";
import type { Visit } from "../visit.ts";
import { call, guarded } from "../guarded_tool.ts";

/** Sends one; nothing is changed by it, since only tools that read are called. */
export async function* forged(visit: Visit): AsyncGenerator<Finding> {
  const { issuer } = visit;
  if (issuer === undefined) {
    yield skipped("forged token", "no issuer to forge one of");
    return;
  }
  const headers = bearer(await forge(issuer, visit.url, visit.challenge?.scope ?? ""));
  const tool = guarded(visit);
  const reply = tool ? await call(visit, tool, headers) : await request(visit, "ping", {}, headers);
  const status = reply.exchange.answered ? reply.exchange.status : 0;
  if (status >= 500 || status === 0) {
    yield cannotVerify(visit, status);
  } else if (!succeeded(reply)) {
    yield ok("forged token", `is refused (${status})`);
  } else {
    const fix = fixes.inWords(
      "Check the signature of each token with the issuer's keys. Take the server down until then.",
    );
    const found = `one with a made-up signature is answered ${status}`;
    const means = "and anybody else can be whoever they like";
    yield problem("forged token", found, fault("everyone", means, fix));
  }
}

function cannotVerify({ ours }: Visit, status: number): Finding {
  const means = "sign in, and every call fails";
  if (ours) {
    const fix = fixes.setAllSecrets(
      "The function cannot get Clerk's keys: copy CLERK_SECRET_KEY from the dashboard of the same instance as the publishable key; then:",
    );
    const found = `the server cannot tell whether a token is good (${status || "no answer"})`;
    return problem("forged token", found, fault("everyone", means, fix));
  }
  const fix = fixes.inWords("Refuse what cannot be verified with 401; the server's log says why.");
  const found = `one that cannot be verified makes it fail (${status || "no answer"})`;
  return problem("forged token", found, fault("everyone", means, fix));
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
