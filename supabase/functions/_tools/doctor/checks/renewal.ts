// Checks that offline_access is advertised: otherwise clients that request only advertised scopes get signed out.

import { CLIENTS } from "../clients.ts";
import { type Finding, type Fix, ok, problem, skipped } from "../finding.ts";
import * as fixes from "../fixes.ts";
import { type Session, strings } from "../session.ts";
import { listed, oneLine } from "../text.ts";

const OFFLINE_ACCESS = "offline_access";
/** Clients that request exactly the scopes of the challenge or the metadata. */
const EXACT = [CLIENTS.vscode, CLIENTS.codex, CLIENTS.opencode, "MCP Inspector"];

/** Compares the documents; registers no client. */
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
  const means = "they request exactly the advertised scopes, so they get no refresh token " +
    "and are signed out when the access token expires";
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

/** @param how the refusal is known, for the text */
export function scopesRefused(session: Session, scope: string, how: string): Finding {
  const found = `${oneLine(`${scope} ${OFFLINE_ACCESS}`, 60)} is requested after ${
    oneLine(scope, 40)
  } was registered (${how})`;
  const means =
    "every sign-in fails with invalid_scope: the client registers the challenge's scope, then " +
    `requests ${OFFLINE_ACCESS}, too`;
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
      `Remove this variable. Its value omit keeps ${OFFLINE_ACCESS} from being advertised:`,
    )
    : fixes.advice(`Add ${OFFLINE_ACCESS} to the challenge's scope and to scopes_supported.`);
}
