// Forged, stolen, expired and revoked tokens, rotated keys, and a Clerk that fails: against the running server,
// over HTTP, in both revisions of MCP, by the wall clock.

import { Parts } from "../local/parts.ts";
import { startStack } from "../local/stack.ts";
import { say } from "../local/terminal.ts";
import { tryAttacks, tryOtherResources } from "./tokens/attack_table.ts";
import { replayExpired, rotateKeys, useRevoked } from "./tokens/lifetimes.ts";
import { failKeys, failOpaque } from "./tokens/outages.ts";

/** Each waits most of its time, for something else. */
const AT_ONCE = {
  "an expired token is refused after the clock tolerance": replayExpired,
  "a revoked opaque token is refused within the cache's lifetime": useRevoked,
  "a new key is accepted without a restart": rotateKeys,
  "while Clerk's keys cannot be loaded, calls get 503": failKeys,
  "while Clerk cannot verify opaque tokens, calls get 503": failOpaque,
};

Deno.test("tokens", async (t) => {
  await using parts = new Parts();
  const stack = await parts.add(startStack());
  await t.step("each token of the attack table gets its status", async () => {
    say(await tryAttacks(stack, parts));
  });
  await t.step("a token for another resource is refused", async () => {
    say(await tryOtherResources(stack));
  });
  await Promise.all(
    Object.entries(AT_ONCE).map(([name, attempt]) =>
      t.step({
        name,
        fn: async () => say(await attempt(stack, parts)),
        // Deno's leak checks cannot tell concurrent steps apart.
        ...{ sanitizeExit: false, sanitizeOps: false, sanitizeResources: false },
      })
    ),
  );
});
