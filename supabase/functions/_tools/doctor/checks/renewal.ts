// Checks that offline_access is advertised. Otherwise clients that request only advertised scopes get no refresh token.

import { CLIENTS } from "../clients.ts";
import { type Finding, type Fix, ok, problem, skipped } from "../finding.ts";
import * as fixes from "../fixes.ts";
import { type Session, strings } from "../session.ts";
import { listed, oneLine } from "../text.ts";

const OFFLINE_ACCESS = "offline_access";
/** Clients that request exactly the scopes of the challenge or the metadata. */
const EXACT = [CLIENTS.vscode, CLIENTS.codex, CLIENTS.opencode, "MCP Inspector"];

/** Compares the authorization server's scopes with the advertised ones. Registers no client. */
export async function* renewal(session: Session): AsyncGenerator<Finding> {
  const { authorizationServer, challenge, metadata } = session;
  if (!strings(authorizationServer?.scopes_supported).includes(OFFLINE_ACCESS) || !metadata) {
    yield skipped("renewal", `no authorization server is known to support ${OFFLINE_ACCESS}`);
    return;
  }
  const scope = challenge?.scope;
  const lacking = [
    ...(scope !== undefined && !scope.split(" ").includes(OFFLINE_ACCESS) ? ["the challenge"] : []),
    ...(strings(metadata.scopes_supported).includes(OFFLINE_ACCESS) ? [] : ["scopes_supported"]),
  ];
  if (lacking.length === 0) {
    yield ok("renewal", `${OFFLINE_ACCESS} is advertised, so clients get a refresh token`);
    return;
  }
  const found = `${listed(lacking)} ${lacking.length > 1 ? "lack" : "lacks"} ${OFFLINE_ACCESS}`;
  const means = "these clients request exactly the advertised scopes. They get no refresh token, " +
    "and users must sign in again when the access token expires";
  yield problem("renewal", found, { affects: EXACT, means, fix: advertise(session) });
}

/** Predicts, without registering, whether Claude Code may add offline_access to the challenge's scope. */
export async function* predictedScopes(session: Session): AsyncGenerator<Finding> {
  const { challenge: { scope = "" } = {}, authorizationServer } = session;
  const known = strings(authorizationServer?.scopes_supported).includes(OFFLINE_ACCESS);
  if (scope === "" || !known) {
    yield skipped(
      "scope request",
      "the challenge names no scope, or offline_access is not supported",
    );
  } else if (scope.split(" ").includes(OFFLINE_ACCESS)) {
    yield ok("scope request", `${OFFLINE_ACCESS}, which Claude Code adds, is in the challenge`);
  } else yield scopesRefused(session, scope, "not tested; --register tests it");
}

/** @param how how the refusal is known, such as "tested: refused" */
export function scopesRefused(session: Session, scope: string, how: string): Finding {
  const found = `a client that registers ${oneLine(scope, 40)} may not request ${
    oneLine(`${scope} ${OFFLINE_ACCESS}`, 60)
  } (${how})`;
  const means =
    "every sign-in fails with invalid_scope, because the client registers the challenge's scope " +
    `and then also requests ${OFFLINE_ACCESS}`;
  return problem("scope request", found, {
    affects: [CLIENTS["claude-code"]],
    means,
    fix: advertise(session),
  });
}

function advertise({ isThisProject }: Session): Fix {
  return isThisProject
    ? fixes.unsetSecret(
      "MCP_OFFLINE_ACCESS",
      `Remove MCP_OFFLINE_ACCESS. With its value omit, the server does not advertise ${OFFLINE_ACCESS}:`,
    )
    : fixes.advice(`Add ${OFFLINE_ACCESS} to the challenge's scope and to scopes_supported.`);
}
