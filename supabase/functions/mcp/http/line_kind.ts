// Assigns a request to one of the log's reserved kinds of lines: user changes, other user calls, anonymous requests.

import type { Kind } from "../../_shared/log.ts";

/** The facts that decide the kind. */
interface LoggedRequest {
  /** The user's pseudonym, which requires a verified token. */
  user?: string | undefined;
  /** The called tool's canonical name. */
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
