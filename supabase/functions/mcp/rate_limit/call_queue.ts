// Which calls of a user are made now: within the user's budget, and few at a time. Further ones wait in their order,
// since the database works for all users, and a hundred searches of one user would take every connection.

import type { UserId } from "../auth/user_id.ts";
import { withDeadline } from "../async/deadline.ts";
import type { RateLimiter } from "./rate_limiter.ts";

/** Calls of one user that are made at a time, and that wait. */
const MAX_CALLS = 6;
const MAX_WAITING = 26;
/** Longest wait for a place, in milliseconds. */
const PATIENCE_MS = 15_000;

/** A call that is not made: why, and milliseconds until it may be. */
export interface DelayedCall {
  refusal: "too_many_calls" | "too_many_at_once";
  wait: number;
}

/**
 * Begins a call, after those that came before.
 * @param signalOf aborts when the client has gone; read only by calls that must wait
 */
export type BeginCall = (
  owner: UserId,
  signalOf: () => AbortSignal | undefined,
) => Promise<{ end(): void } | DelayedCall>;

const AT_ONCE: DelayedCall = { refusal: "too_many_at_once", wait: 1_000 };

interface User {
  calls: number;
  /** Each takes over the place of a call that has ended. */
  waiting: (() => void)[];
}

/** @param patienceMs longest wait for those before */
export function createCallQueue(budget: RateLimiter, patienceMs = PATIENCE_MS): BeginCall {
  const users = new Map<UserId, User>();

  function end(owner: UserId, user: User): void {
    const next = user.waiting.shift();
    if (next) return next();
    user.calls -= 1;
    if (user.calls === 0) users.delete(owner);
  }

  /** @returns whether a place was taken over */
  async function wait({ waiting }: User): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<void>();
    waiting.push(resolve);
    try {
      await withDeadline(promise, patienceMs);
      return true;
    } catch {
      const at = waiting.indexOf(resolve);
      if (at < 0) return true; // it came at the last moment
      waiting.splice(at, 1);
      return false;
    }
  }

  return async (owner, signalOf) => {
    const delay = budget(owner);
    if (delay > 0) return { refusal: "too_many_calls", wait: delay };
    const user = users.get(owner) ?? { calls: 0, waiting: [] };
    users.set(owner, user);
    if (user.calls < MAX_CALLS) {
      user.calls += 1;
    } else {
      if (user.waiting.length >= MAX_WAITING) return AT_ONCE;
      const signal = signalOf();
      if (!await wait(user)) return AT_ONCE;
      if (signal?.aborted) {
        end(owner, user);
        return AT_ONCE;
      }
    }
    return { end: () => end(owner, user) };
  };
}
