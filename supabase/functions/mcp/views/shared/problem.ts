/// <reference lib="dom" />
// Errors that a view shows to its user.

/** An error whose message is shown to the user. */
export class Problem extends Error {
  override name = "Problem";
}

const SIGN_IN = "Your sign-in for this library has ended. Ask the assistant for the artifact " +
  "again: it will offer to sign you in.";

export const NO_DATA =
  "This app sent the view nothing to show, and the view cannot read it from the library. " +
  "Ask the assistant to read it to you.";

/** JSON-RPC error code of hosts that do not forward tool calls. */
const METHOD_NOT_FOUND = -32601;

/** @param result a `tools/call` result with `isError` */
export function problemOf(
  { content, _meta }: { content?: readonly object[]; _meta?: Record<string, unknown> | undefined },
): Problem {
  // The server's authentication challenge, which hosts forward in `_meta`: the user must sign in again.
  if (_meta?.["mcp/www_authenticate"]) return new Problem(SIGN_IN);
  const [first] = content ?? [];
  const text = first && "text" in first ? String(first.text) : "";
  return new Problem(
    text || "The library returned an error without a reason. Try again in a moment.",
  );
}

/**
 * @param error what the tool call threw: a failure of the host, of the connection or of the sign-in
 * @param forwards whether the host declares that it forwards tool calls
 */
export function problemOfFailure(error: unknown, forwards: boolean): Problem {
  if (error instanceof Problem) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (/\b401\b|unauthori[sz]ed|invalid_token|sign.?in|authenticat/i.test(message)) {
    return new Problem(SIGN_IN);
  }
  if (!forwards || codeOf(error) === METHOD_NOT_FOUND) return new Problem(NO_DATA);
  return new Problem("The library could not be reached. Try again in a moment.");
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}

/** @param error anything thrown while loading or rendering */
export function problemOfView(error: unknown): Problem {
  if (error instanceof Problem) return error;
  reportError(error); // a bug in the view: the browser's console shows the error
  return new Problem("The view failed to show this. Ask the assistant to read it to you.");
}
