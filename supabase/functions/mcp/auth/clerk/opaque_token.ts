// Decides by Clerk's response whether an opaque token is valid. The response is validated first.

import * as z from "zod";
import { callerOf, type Expectations, rejectionOfAudience } from "../claims.ts";
import { rejected, type Verification } from "../verification.ts";

// Parsing an unexpected response throws: Clerk made the error, so it must not count as a rejection of the token.
const IntrospectionResponse = z.object({
  id: z.string(),
  client_id: z.string(),
  subject: z.string(),
  scopes: z.array(z.string()),
  revoked: z.boolean(),
  expired: z.boolean(),
  expiration: z.number(),
  aud: z.unknown().optional(),
});

/**
 * @param response the parsed JSON body of Clerk's response
 * @param now milliseconds since the epoch
 * @throws for an unexpected response, which does not mean that the token is invalid
 */
export function judgeOpaqueToken(
  response: unknown,
  expected: Expectations,
  now: number = Date.now(),
): Verification {
  if ((response as { active?: unknown } | null)?.active === false) return rejected("not_active");
  const { client_id, subject, scopes, revoked, expired, expiration, aud } = IntrospectionResponse
    .parse(response);
  const exp = inSeconds(expiration);
  if (revoked || expired || exp * 1_000 <= now) return rejected("not_active");
  const rejection = rejectionOfAudience(aud ?? undefined, expected);
  if (rejection) return rejected(rejection);
  return callerOf({ sub: subject, client_id, exp, scopes });
}

// `expiration` is documented in seconds, but Clerk's own client sometimes uses milliseconds. Above 1e12 it must be
// milliseconds.
function inSeconds(expiration: number): number {
  return expiration > 1e12 ? Math.floor(expiration / 1000) : expiration;
}
