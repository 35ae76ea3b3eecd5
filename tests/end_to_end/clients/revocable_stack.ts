// The local stack with an authorization server on which users disconnect applications.

import { type Clerk, startClerk } from "../../local/clerk/mod.ts";
import { type Stack, type StackOptions, startStack } from "../../local/stack.ts";

/** @returns the stack, and what revokes every grant */
export async function startRevocableStack(
  options: StackOptions,
): Promise<{ stack: Stack; revokeGrants: () => void }> {
  let clerk: Clerk | undefined;
  const stack = await startStack({
    ...options,
    startClerk: async (settings) => clerk = await startClerk(settings),
  });
  return { stack, revokeGrants: () => clerk?.revokeGrants() };
}
