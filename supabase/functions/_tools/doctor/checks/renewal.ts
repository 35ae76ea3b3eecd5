// Whether clients that request what is advertised stay signed in, and may request what they add.

import { CLIENTS } from "../clients.ts";
import { fault, type Finding, type Fix, ok, problem, skipped } from "../finding.ts";
import * as fixes from "../fixes.ts";
import { strings, type Visit } from "../visit.ts";
import { listed, quoted } from "../words.ts";

const RENEWS = "offline_access";
/** They request the scopes of the challenge or of the metadata, and no other. */
const EXACT = [CLIENTS.vscode, CLIENTS.codex, CLIENTS.opencode, "MCP Inspector"];

/** What the documents say; nothing is registered for it. */
export async function* renewal(visit: Visit): AsyncGenerator<Finding> {
  const { authorizationServer, challenge, metadata } = visit;
  if (!strings(authorizationServer?.scopes_supported).includes(RENEWS) || !metadata) {
    yield skipped("renewal", `no authorization server is known to have ${RENEWS}`);
    return;
  }
  const scope = challenge?.scope;
  const lacking = [
    ...(scope !== undefined && !scope.split(" ").includes(RENEWS) ? ["the challenge"] : []),
    ...(strings(metadata.scopes_supported).includes(RENEWS) ? [] : ["scopes_supported"]),
  ];
  if (lacking.length === 0) {
    yield ok("renewal", `${RENEWS} is advertised, so clients get a refresh token`);
    return;
  }
  const found = `${listed(lacking)} ${lacking.length > 1 ? "lack" : "lacks"} ${RENEWS}`;
  const means = "the advertised scopes are requested exactly, so there is no refresh token: " +
    "signed out when the access token expires";
  yield problem("renewal", found, fault(EXACT, means, advertise(visit)));
}

/** What Claude Code does, by the documents alone: it registers with the challenge's scope and requests more. */
export async function* predictedScopes(visit: Visit): AsyncGenerator<Finding> {
  const { challenge: { scope = "" } = {}, authorizationServer } = visit;
  const known = strings(authorizationServer?.scopes_supported).includes(RENEWS);
  if (scope === "" || !known) {
    yield skipped("scope request", "nothing tells which scopes clients register and request");
  } else if (scope.split(" ").includes(RENEWS)) {
    yield ok("scope request", `${RENEWS}, which Claude Code adds, is registered first`);
  } else yield scopesRefused(visit, scope, "not tried; --register tries it");
}

/** @param how it is known */
export function scopesRefused(visit: Visit, scope: string, how: string): Finding {
  const found = `${quoted(`${scope} ${RENEWS}`, 60)} is requested after ${
    quoted(scope, 40)
  } was registered (${how})`;
  const means =
    "invalid_scope at every sign-in: it registers with the challenge's scope and then " +
    `requests ${RENEWS}, too`;
  return problem("scope request", found, fault([CLIENTS["claude-code"]], means, advertise(visit)));
}

function advertise({ ours }: Visit): Fix {
  return ours
    ? fixes.unsetSecret(
      "MCP_OFFLINE_ACCESS",
      `Advertise ${RENEWS}, as the present functions do unless this variable says omit:`,
    )
    : fixes.inWords(`Name ${RENEWS} in the challenge's scope and in scopes_supported.`);
}
