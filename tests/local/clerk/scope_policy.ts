// Which scopes may be asked for at all; decided where oidc-provider asks whether a person has to be involved.
// @ts-types="@types/oidc-provider"
import { errors, interactionPolicy } from "oidc-provider";
import { CLERK_SCOPES } from "./options.ts";

const KNOWN: ReadonlySet<string> = new Set(CLERK_SCOPES);

/**
 * The library's policy, and a refusal of scopes that do not exist: the library drops them, Clerk answers
 * `invalid_scope`, which is what clients have to cope with. By now the library has filtered its own parameters, so the
 * request itself is read; the client and its redirect URI have been checked.
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
