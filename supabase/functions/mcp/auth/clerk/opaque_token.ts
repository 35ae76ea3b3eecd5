// Judges the authorization server's answer about an opaque token: pure checks of untrusted JSON.

import { z } from "zod";
import { callerOf, type Expectations, rejectionOfAudience } from "../claims.ts";
import { rejected, type Verification } from "../verification.ts";

// What an answer must have to be understood at all. An odd answer is the server's fault, not the
// token's, so it must not read as "no".
const Answer = z.object({
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
 * @param answer the body of the answer, parsed
 * @param now milliseconds since the epoch
 * @throws when the answer is not understood: then nothing is known about the token
 */
export function judgeOpaqueToken(
  answer: unknown,
  expected: Expectations,
  now: number = Date.now(),
): Verification {
  if ((answer as { active?: unknown } | null)?.active === false) return rejected("not_active");
  const { client_id, subject, scopes, revoked, expired, expiration, aud } = Answer.parse(answer);
  const exp = inSeconds(expiration);
  if (revoked || expired || exp * 1_000 <= now) return rejected("not_active");
  const rejection = rejectionOfAudience(aud ?? undefined, expected);
  if (rejection) return rejected(rejection);
  return callerOf({ sub: subject, client_id, exp, scopes });
}

// Documented as seconds; Clerk's own client has milliseconds on some of its paths.
function inSeconds(expiration: number): number {
  return expiration > 1e12 ? Math.floor(expiration / 1000) : expiration;
}
