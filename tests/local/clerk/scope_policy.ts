// Rejects unknown scopes, in oidc-provider's interaction policy.
// @ts-types="@types/oidc-provider"
import { errors, interactionPolicy } from "oidc-provider";
import { CLERK_SCOPES } from "./options.ts";

const KNOWN: ReadonlySet<string> = new Set(CLERK_SCOPES);

/**
 * The library's policy plus a check for unknown scopes: Clerk answers `invalid_scope`, while the library drops them.
 * The library has already filtered its parameters, so this reads the request. The client and its redirect URI have
 * been checked before.
 */
export function policyWithKnownScopes(): interactionPolicy.DefaultPolicy {
  const policy = interactionPolicy.base();
  const knownScopes = new interactionPolicy.Check("unknown_scope", "unknown scope", ({ query }) => {
    const scopes = [query.scope ?? []].flat().join(" ").split(" ");
    const unknown = scopes.find((scope) => scope !== "" && !KNOWN.has(scope));
    if (unknown !== undefined) throw new errors.InvalidScope("unknown scope", unknown);
    return interactionPolicy.Check.NO_NEED_TO_PROMPT;
  });
  policy.get("login")?.checks.add(knownScopes, 0);
  return policy;
}
