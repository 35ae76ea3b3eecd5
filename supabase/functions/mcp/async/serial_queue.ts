// Does the changes of one owner one after the other. The database would do so too, with a connection for each that
// waits; all users have ten of them.

import { withDeadline } from "./deadline.ts";

/** A change that hangs holds up the others for so long, in milliseconds, and not for its own deadline. */
const PATIENCE_MS = 300;

/** Begins when the owner's changes before have ended, however they did, or have not in time. */
export type SerialQueue = <Result>(owner: string, change: () => Promise<Result>) => Promise<Result>;

/** @param patienceMs longest wait for the changes before */
export function createSerialQueue(patienceMs = PATIENCE_MS): SerialQueue {
  const last = new Map<string, Promise<unknown>>();

  async function after<Result>(before: Promise<unknown>, change: () => Promise<Result>) {
    await withDeadline(before, patienceMs).catch(() => {});
    return await change();
  }

  return async (owner, change) => {
    const before = last.get(owner);
    const mine = before ? after(before, change) : change();
    last.set(owner, mine);
    try {
      return await mine;
    } finally {
      if (last.get(owner) === mine) last.delete(owner);
    }
  };
}
