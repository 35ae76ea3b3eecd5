// Limits the rate and the concurrency of each user's calls. Calls above the concurrency limit wait in order. Without
// these limits, a hundred searches of one user would take every database connection.

import type { UserId } from "../auth/user_id.ts";
import { withDeadline } from "../async/deadline.ts";
import type { RateLimiter } from "./rate_limiter.ts";

/** Maximum concurrent calls of one user. */
const MAX_CALLS = 6;
/** Maximum waiting calls of one user. Further calls are refused. */
const MAX_WAITING = 26;
/** Maximum wait for a slot. */
const MAX_WAIT_MS = 15_000;

/** A refused call, and the milliseconds until a retry may succeed. */
interface DelayedCall {
  refusal: "too_many_calls" | "too_many_at_once";
  waitMs: number;
}

/**
 * Waits for one of the user's slots.
 * @param signalOf returns a signal that aborts when the client disconnects; called only for calls that wait
 * @returns a function that frees the slot, or the refusal of the call
 */
export type BeginCall = (
  owner: UserId,
  signalOf: () => AbortSignal | undefined,
) => Promise<{ end(): void } | DelayedCall>;

const TOO_MANY_AT_ONCE: DelayedCall = { refusal: "too_many_at_once", waitMs: 1_000 };

interface User {
  calls: number;
  /** Resolvers of the waiting calls, oldest first. Each call takes over the slot of a call that ended. */
  waiting: (() => void)[];
}

/** @param maxWaitMs maximum wait for a slot */
export function createCallQueue(rateLimiter: RateLimiter, maxWaitMs = MAX_WAIT_MS): BeginCall {
  const users = new Map<UserId, User>();

  function end(owner: UserId, user: User): void {
    const next = user.waiting.shift();
    if (next) return next();
    user.calls -= 1;
    if (user.calls === 0) users.delete(owner);
  }

  /** @returns whether the call got a slot */
  async function waitForSlot({ waiting }: User): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<void>();
    waiting.push(resolve);
    try {
      await withDeadline(promise, maxWaitMs);
      return true;
    } catch {
      const at = waiting.indexOf(resolve);
      if (at < 0) return true; // the call got a slot just before the deadline
      waiting.splice(at, 1);
      return false;
    }
  }

  return async (owner, signalOf) => {
    const waitMs = rateLimiter(owner);
    if (waitMs > 0) return { refusal: "too_many_calls", waitMs };
    const user = users.get(owner) ?? { calls: 0, waiting: [] };
    users.set(owner, user);
    if (user.calls < MAX_CALLS) {
      user.calls += 1;
    } else {
      if (user.waiting.length >= MAX_WAITING) return TOO_MANY_AT_ONCE;
      const signal = signalOf();
      if (!await waitForSlot(user)) return TOO_MANY_AT_ONCE;
      if (signal?.aborted) {
        end(owner, user);
        return TOO_MANY_AT_ONCE;
      }
    }
    return { end: () => end(owner, user) };
  };
}
