// Runs the changes of each user one after the other. The database would serialize them too, but each waiting change
// would hold one of the ten connections that all users share.

import { withDeadline } from "./deadline.ts";

/** A change that hangs delays the user's next change by at most this time. */
const MAX_WAIT_MS = 300;

/** Runs `change` after the owner's previous changes have settled or timed out. */
type SerialQueue = <Result>(owner: string, change: () => Promise<Result>) => Promise<Result>;

/** @param maxWaitMs longest wait for the previous change, in milliseconds */
export function createSerialQueue(maxWaitMs = MAX_WAIT_MS): SerialQueue {
  const last = new Map<string, Promise<unknown>>();

  async function runAfter<Result>(previous: Promise<unknown>, change: () => Promise<Result>) {
    await withDeadline(previous, maxWaitMs).catch(() => {});
    return await change();
  }

  return async (owner, change) => {
    const previous = last.get(owner);
    const current = previous ? runAfter(previous, change) : change();
    last.set(owner, current);
    try {
      return await current;
    } finally {
      if (last.get(owner) === current) last.delete(owner);
    }
  };
}
