// Which reserved lines of the log a request may use: those of a user's change, of a user's other calls, or of
// anonymous requests.

import type { Kind } from "../../_shared/log.ts";

/** What decides it. */
export interface LoggedRequest {
  /** The user's pseudonym: only a verified token gives one. */
  user?: string | undefined;
  /** The canonical name of the tool that was called. */
  tool?: string | undefined;
  refusal?: string | undefined;
}

/** @param changing canonical names of the tools that change something */
export function createLineKind(changing: readonly string[]): (told: LoggedRequest) => Kind {
  return ({ user, tool, refusal }) => {
    if (user === undefined) return "anonymous";
    return tool !== undefined && changing.includes(tool) && refusal === undefined
      ? "change"
      : "call";
  };
}
