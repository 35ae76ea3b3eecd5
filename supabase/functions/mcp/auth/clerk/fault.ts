// Asking Clerk something, and what it means when that fails: nothing about the token, unless Clerk
// itself says no. Knows the shape of Clerk's errors, not how it is asked.

/** Clerk did not answer a question, or not with what was asked for. Its message is for the log. */
export class ClerkFault extends Error {
  override name = "ClerkFault";
  /** Clerk itself said that there is no such token; a proxy's 404 has no Clerk error in it. */
  readonly saysNo: boolean;
  /** Clerk has too much to do, or wants to be asked less. */
  readonly overloaded: boolean;
  /** Too many questions were asked. */
  readonly limited: boolean;

  constructor(question: string, cause: unknown) {
    const { status, errors = [], message } = cause as Partial<ClerkError>;
    const details = [status, errors[0]?.code, message].filter((detail) => detail).join(" ");
    super(`Clerk was asked for ${question} and failed: ${details || "no reason given"}`, { cause });
    this.saysNo = (status === 404 || status === 400) && errors.length > 0;
    this.limited = status === 429;
    this.overloaded = this.limited || (cause as Error).name === "TimeoutError";
  }
}

interface ClerkError {
  status: number;
  errors: { code: string }[];
  message: string;
}

/**
 * Waits for Clerk's answer.
 * @param question what Clerk is asked for, as the log tells it
 * @throws {ClerkFault} when there is no answer or an error
 */
export async function callClerk<Answer>(
  question: string,
  answer: Promise<Answer>,
): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    throw new ClerkFault(question, error);
  }
}
