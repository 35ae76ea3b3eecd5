// The `error_description` for each reason to reject an access token. The doctor chooses fixes by these reasons.

/** Texts for client developers. They never contain a value from the token. */
export const REJECTIONS = {
  malformed: "The access token is malformed",
  wrong_type: "The token is not an OAuth access token",
  bad_signature: "The access token's signature is not valid",
  wrong_issuer: "The access token was issued by another authorization server",
  wrong_audience: "The access token was issued for another resource",
  missing_audience: "The access token names no audience",
  expired: "The access token expired",
  not_yet_valid: "The access token is not valid yet",
  no_user: "The access token belongs to no user",
  no_client: "The access token belongs to no OAuth client",
  not_active: "The access token is unknown, revoked or expired",
  opaque_unsupported: "Opaque access tokens are not accepted here",
} as const;

export type TokenRejection = keyof typeof REJECTIONS;

/** @returns the reason with this `error_description`; undefined = a text of another server */
export function rejectionOf(description: string): TokenRejection | undefined {
  const reasons = Object.keys(REJECTIONS) as TokenRejection[];
  return reasons.find((reason) => REJECTIONS[reason] === description);
}
