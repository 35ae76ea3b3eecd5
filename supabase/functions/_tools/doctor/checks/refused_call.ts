// Explains why a tool call with a genuine token failed.

import { type Finding, problem, unclear } from "../finding.ts";
import * as fixes from "../fixes.ts";
import { type Reply, resultOf } from "../mcp.ts";
import { fixForRejection } from "../rejection_fix.ts";
import type { Session } from "../session.ts";
import { oneLine } from "../text.ts";
import { parseChallenge } from "../www_authenticate.ts";

/** Consequence of a token that the server rejects. */
export const REFUSED = "sign in, but the server refuses every tool call";

/** The finding if the tool ran and failed. The server accepted the token, so the cause is the database. */
function toolError(name: string): Finding {
  const fix = fixes.advice(
    "The function's log has the database's error. Check in Supabase's dashboard that the Data API is enabled and exposes schema public. Then run `task deploy`, which applies missing migrations.",
  );
  const means = "sign in, but every tool call reports that the library is not reachable";
  return problem("call", `${name} answers with an error`, { affects: "everyone", means, fix });
}

/**
 * @param name the called tool, or method tools/list
 * @param text the access token
 */
export function refusedCall(session: Session, name: string, reply: Reply, text: string): Finding {
  const { exchange } = reply;
  const challenged = !exchange.answered || exchange.headers.has("WWW-Authenticate");
  if (session.isThisProject && !challenged && resultOf(reply)?.isError === true) {
    return toolError(name);
  }
  if (!exchange.answered || exchange.status >= 500 || exchange.status === 429) {
    const fix = session.isThisProject
      ? fixes.setAllSecrets(
        "See the function's log. If the log names Clerk and an opaque token, copy CLERK_SECRET_KEY from Clerk's dashboard into supabase/functions/.env again. Then:",
      )
      : fixes.retry();
    const found = `${name}: ${exchange.answered ? `answers ${exchange.status}` : "no response"}`;
    return unclear("call", found, fix);
  }
  const { error_description: reason = "", error = `${exchange.status}` } =
    parseChallenge(exchange.headers.get("WWW-Authenticate") ?? "").parameters;
  const found = `${name} rejects the token: ${oneLine(reason || error, 90)}`;
  return problem("call", found, {
    affects: "everyone",
    means: REFUSED,
    fix: fixForRejection(session, reason, text),
  });
}
