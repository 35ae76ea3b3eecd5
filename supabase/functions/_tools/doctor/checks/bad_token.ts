// Checks that an invalid token gets 401 with error="invalid_token" (RFC 6750 §3.1).

import { type Finding, note, ok, problem, unclear } from "../finding.ts";
import * as fixes from "../fixes.ts";
import { bearer, request } from "../mcp.ts";
import { protectedTool } from "../protected_tool.ts";
import type { Session } from "../session.ts";
import { parseChallenge } from "../www_authenticate.ts";

/** Sends `ping` with an invalid token. Sets `session.challenge`, unless it is set already, and `session.authless`. */
export async function* badToken(session: Session): AsyncGenerator<Finding> {
  const { exchange } = await request(session, "ping", {}, bearer("doctor"));
  if (!exchange.answered) {
    const fix = fixes.retry();
    yield unclear("bad token", "a request with an invalid token gets no response", fix);
    return;
  }
  const { status, headers } = exchange;
  const { error, resource_metadata } =
    parseChallenge(headers.get("WWW-Authenticate") ?? "").parameters;
  // If the doctor cannot list or call tools yet, only this response names the metadata URL.
  if (resource_metadata !== undefined && URL.canParse(resource_metadata)) {
    session.challenge ??= { metadataUrl: resource_metadata };
  }
  if (status === 401 && error === "invalid_token") {
    yield ok("bad token", 'an invalid token is answered 401 with error="invalid_token"');
    return;
  }
  if (
    status !== 401 && !session.allToolsProtected && !session.challenge && !protectedTool(session)
  ) {
    session.authless = true;
    yield note("bad token", "the server ignores tokens and asks no client to sign in");
    return;
  }
  const fix = fixes.advice(
    'Answer each request that has an invalid token with 401 and error="invalid_token" (RFC 6750 §3.1).',
  );
  const found = status === 401
    ? 'an invalid token is answered 401 without error="invalid_token"'
    : `an invalid token is answered ${status}, not 401`;
  const means = "keep an expired token instead of renewing it";
  yield problem("bad token", found, { affects: "everyone", means, fix });
}
