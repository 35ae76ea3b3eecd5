// Chooses the kind of a request's log line: a user's change, another call of a user, or anonymous. The log limits the
// lines of each kind separately, so that no kind displaces another.

import type { Kind } from "../../_shared/log.ts";

/** The facts that decide the kind. */
interface LoggedRequest {
  /** The user's pseudonym; absent without a verified token. */
  user?: string | undefined;
  /** The called tool's canonical name, such as `artifact.list`. */
  tool?: string | undefined;
  refusal?: string | undefined;
}

/** @param changing canonical names of the tools that are not read-only */
export function createLineKind(changing: readonly string[]): (request: LoggedRequest) => Kind {
  return ({ user, tool, refusal }) => {
    if (user === undefined) return "anonymous";
    const isChange = tool !== undefined && changing.includes(tool) && refusal === undefined;
    return isChange ? "change" : "call";
  };
}
