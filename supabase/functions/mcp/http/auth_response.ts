// Turns an authentication failure into a response. MCP requires an error status with a WWW-Authenticate header.
// OpenAI's connectors offer sign-in only for a tool result with status 200 that contains the challenge.

import { bearerChallenge, type Challenge, metadataUrl } from "../../_shared/protected_resource.ts";
import type { AuthFailure } from "../auth/bearer.ts";
import type { HttpResponse } from "./response.ts";
import { isOpenAiConnector } from "../client_policy.ts";
import { REJECTIONS } from "../auth/verification.ts";
import { errorResult } from "../protocol/features/call_tool.ts";
import type { Envelope } from "../protocol/mod.ts";

/** Value of Retry-After, in seconds, while the authorization server is unavailable. */
const RETRY_AFTER_S = 5;

export interface RefusedRequest {
  /** Formats the refusal in the client's MCP revision. */
  envelope: Envelope;
  userAgent: string | null;
  /** The scopes that the challenge names: those of the called tool, or of all tools. */
  scopes: readonly string[];
  /** Replaces the failure's default message to people and models. */
  because?: string;
}

/** @param resource the public URL of the endpoint */
export function authResponse(
  failure: AuthFailure,
  refused: RefusedRequest,
  resource: string,
): HttpResponse {
  const { envelope } = refused;
  if (failure.refusal === "unavailable") {
    // The response has no challenge: with one, clients would drop a token that may be valid.
    const body = envelope.error(
      503,
      `The sign-in service cannot be reached; try again in ${RETRY_AFTER_S} s`,
    );
    return { status: 503, headers: { "Retry-After": `${RETRY_AFTER_S}` }, body };
  }
  const { status, challenge, text: defaultText } = explain(failure);
  const text = refused.because ?? defaultText;
  const hint = { resource_metadata: metadataUrl(resource), scope: refused.scopes.join(" ") };
  const result = envelope.method === "tools/call"
    ? envelope.result(inBand(text, { ...challenge, ...hint }))
    : undefined;
  const body = result ?? envelope.error(status, text);
  if (expectsInBand(refused) && failure.refusal !== "invalid_token") return { status: 200, body };
  return {
    status,
    headers: { "WWW-Authenticate": bearerChallenge({ ...challenge, ...hint }) },
    body,
  };
}

/** @param waitMs milliseconds until the caller's next call may succeed */
export function tooManyRequests(envelope: Envelope, waitMs: number): HttpResponse {
  const seconds = Math.ceil(waitMs / 1_000);
  const text = `Too many calls: this call did not run. Try again in ${seconds} s`;
  const headers = { "Retry-After": `${seconds}` };
  return { status: 429, headers, body: envelope.error(429, text) };
}

/** The error to log, if only the operator can fix the cause of the failure. */
export function causeOf(failure: AuthFailure): unknown {
  if (failure.refusal === "unavailable") return failure.cause;
  if (failure.refusal !== "invalid_token" || failure.reason !== "missing_audience") {
    return undefined;
  }
  return new Error(
    "A token names no audience: turn on the aud claim of OAuth access tokens in Clerk, " +
      'or see supabase/README.md, "Tokens without an audience"',
  );
}

interface Explanation {
  status: 401 | 403;
  /** The message to people and models. */
  text: string;
  challenge: Pick<Challenge, "error" | "error_description">;
}

function explain(failure: Exclude<AuthFailure, { refusal: "unavailable" }>): Explanation {
  switch (failure.refusal) {
    case "no_token": // no error code for a request without a token (RFC 6750 §3.1)
      return { status: 401, text: "Sign-in is required: connect your account.", challenge: {} };
    case "invalid_token": {
      const error_description = REJECTIONS[failure.reason];
      const text = `${error_description}: connect your account again.`;
      return { status: 401, text, challenge: { error: "invalid_token", error_description } };
    }
    case "insufficient_scope": {
      const error_description = "The access token lacks a scope that is required";
      const text = "Your account is connected without a permission that this call requires: " +
        "connect it again and allow all requested permissions.";
      return { status: 403, text, challenge: { error: "insufficient_scope", error_description } };
    }
  }
}

// A tool result that contains the challenge. OpenAI's connectors need an error code in it, even where RFC 6750 forbids
// one in the header.
function inBand(text: string, challenge: Challenge) {
  const { error = "invalid_token", error_description = "Sign-in is required" } = challenge;
  const value = bearerChallenge({ ...challenge, error, error_description });
  return { ...errorResult(text), _meta: { "mcp/www_authenticate": [value] } };
}

function expectsInBand({ envelope, userAgent }: RefusedRequest): boolean {
  return envelope.method === "tools/call" && isOpenAiConnector(userAgent);
}
