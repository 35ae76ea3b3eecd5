// Failures of requests to Clerk. A failure does not mean that the token is invalid, unless Clerk itself reports that
// the token does not exist.

/**
 * `not_found`: Clerk reports that the token does not exist. A 404 without Clerk's errors, as a proxy sends, is
 * `failed`. `rate_limited`: Clerk refused because of its rate limit. `overloaded`: Clerk did not respond in time.
 */
export type ClerkFaultCode = "not_found" | "rate_limited" | "overloaded" | "failed";

/** Thrown when Clerk returns an error or no response. The message is for the log. */
export class ClerkFault extends Error {
  override name = "ClerkFault";
  readonly code: ClerkFaultCode;

  constructor(subject: string, cause: unknown) {
    const { status, errors = [], message } = cause as Partial<ClerkError>;
    const details = [status, errors[0]?.code, message].filter((detail) => detail).join(" ");
    super(`The request to Clerk for ${subject} failed: ${details || "no reason given"}`, { cause });
    this.code = codeOf(cause);
  }
}

interface ClerkError {
  name: string;
  status: number;
  errors: { code: string }[];
  message: string;
}

function codeOf(cause: unknown): ClerkFaultCode {
  const { name, status, errors = [] } = cause as Partial<ClerkError>;
  if ((status === 404 || status === 400) && errors.length > 0) return "not_found";
  if (status === 429) return "rate_limited";
  return name === "TimeoutError" ? "overloaded" : "failed";
}

/**
 * Awaits a response from Clerk.
 * @param subject the requested object, for the error message
 * @throws {ClerkFault} when Clerk returns an error or no response
 */
export async function callClerk<Result>(
  subject: string,
  response: Promise<Result>,
): Promise<Result> {
  try {
    return await response;
  } catch (error) {
    throw new ClerkFault(subject, error);
  }
}
