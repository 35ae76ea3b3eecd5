// Says no over HTTP, in the two dialects there are: a status with a WWW-Authenticate header, which
// the MCP specification asks for, and a tool result with the same challenge inside, which is what
// makes OpenAI's connectors offer sign-in. The dialect changes the shape of a refusal, never
// whether there is one.

import { bearerChallenge, type Challenge, metadataUrl } from "../../_shared/protected_resource.ts";
import type { AuthFailure } from "../auth/bearer.ts";
import type { HttpResponse } from "./response.ts";
import { isOpenAiConnector } from "../client_policy.ts";
import { REJECTIONS } from "../auth/verification.ts";
import { errorResult } from "../protocol/features/call_tool.ts";
import type { Envelope } from "../protocol/mod.ts";

/** Seconds after which a client should try again when the authorization server did not answer. */
const RETRY_AFTER_S = 5;

/** What the refused request was. */
export interface RefusedRequest {
  /** Formats the refusal in the revision of the client. */
  envelope: Envelope;
  userAgent: string | null;
  /** The scopes to request: those of the tool, or all, as they are advertised. */
  scopes: readonly string[];
  /** Says why instead of the usual words. */
  because?: string;
}

/** @returns the answer to a refused request, for the resource with this public URL */
export function authResponse(
  refusal: AuthFailure,
  refused: RefusedRequest,
  resource: string,
): HttpResponse {
  const { envelope } = refused;
  if (refusal.refusal === "unavailable") {
    // No challenge: a client must keep a token that may well be good.
    const body = envelope.error(503, "The sign-in service cannot be reached; try again");
    return { status: 503, headers: { "Retry-After": `${RETRY_AFTER_S}` }, body };
  }
  const { status, challenge, ...usual } = explain(refusal);
  const text = refused.because ?? usual.text;
  const hint = { resource_metadata: metadataUrl(resource), scope: refused.scopes.join(" ") };
  const result = envelope.method === "tools/call"
    ? envelope.result(inBand(text, { ...challenge, ...hint }))
    : undefined;
  const body = result ?? envelope.error(status, text);
  if (speaksInBand(refused) && refusal.refusal !== "invalid_token") return { status: 200, body };
  return {
    status,
    headers: { "WWW-Authenticate": bearerChallenge({ ...challenge, ...hint }) },
    body,
  };
}

/** @returns the answer to somebody who has called too often, and may again in `wait` milliseconds */
export function tooManyRequests(envelope: Envelope, wait: number): HttpResponse {
  const seconds = Math.ceil(wait / 1_000);
  const text = `Too many calls, and this one was not made; try again in ${seconds} s`;
  const headers = { "Retry-After": `${seconds}` };
  return { status: 429, headers, body: envelope.error(429, text) };
}

/** The cause that only the operator can fix, if there is one. */
export function causeOf(refusal: AuthFailure): unknown {
  if (refusal.refusal === "unavailable") return refusal.cause;
  if (refusal.refusal !== "invalid_token" || refusal.reason !== "missing_audience") {
    return undefined;
  }
  return new Error(
    "A token names no audience: turn on the aud claim of OAuth access tokens in Clerk, " +
      "or see CLERK_AUDIENCE in the README",
  );
}

interface Explanation {
  status: 401 | 403;
  /** For people and models. */
  text: string;
  challenge: Pick<Challenge, "error" | "error_description">;
}

function explain(refusal: Exclude<AuthFailure, { refusal: "unavailable" }>): Explanation {
  switch (refusal.refusal) {
    case "no_token": // RFC 6750 §3.1: no error code where no credentials came
      return { status: 401, text: "Sign-in is required: connect your account.", challenge: {} };
    case "invalid_token": {
      const error_description = REJECTIONS[refusal.reason];
      const text = `${error_description}: connect your account again.`;
      return { status: 401, text, challenge: { error: "invalid_token", error_description } };
    }
    case "insufficient_scope": {
      const error_description = "The access token lacks a scope that is required";
      const text = "Your account is connected without a permission that this requires: " +
        "connect it again and allow what is asked for.";
      return { status: 403, text, challenge: { error: "insufficient_scope", error_description } };
    }
  }
}

// Connectors that look here need an error even where RFC 6750 wants none in the header.
function inBand(text: string, challenge: Challenge) {
  const { error = "invalid_token", error_description = "Sign-in is required" } = challenge;
  const value = bearerChallenge({ ...challenge, error, error_description });
  return { ...errorResult(text), _meta: { "mcp/www_authenticate": [value] } };
}

function speaksInBand({ envelope, userAgent }: RefusedRequest): boolean {
  return envelope.method === "tools/call" && isOpenAiConnector(userAgent);
}
