// How many calls users make, and which of them save.

import { USERS } from "./assumptions.ts";
import type { Measured } from "./measured.ts";

const DAY = 86_400;
/** A call that changes nothing writes less WAL: hints, or vacuum's work of another call. */
const LEAST_WAL_OF_A_SAVE = 500;

/** Tool calls a second in the busiest hour. */
export function peakRate(users: number): number {
  return users * USERS.sessionsPerDay * USERS.callsPerSession / DAY * USERS.peakFactor;
}

/** @throws Error if calls of this kind were not measured */
export function isSaved({ calls }: Measured, name: string): boolean {
  const cost = calls[name];
  if (!cost) throw new Error(`${name} was not measured`);
  return cost.walBytes > LEAST_WAL_OF_A_SAVE;
}
