// Looks for the most expensive size of each probe: from a fraction of its limit towards it, and no further than the
// budget. What is quadratic at its limit would take hours, and some of it could not be ended.

import { type Budget, OWN_RATE } from "./budget.ts";
import { type Cost, measure, type Measured } from "./meter.ts";
import { MAX_BODY_BYTES, type Probe } from "./probe.ts";
import type { RawRequest } from "./raw_http.ts";
import type { Stage } from "./stage.ts";
import type { Room } from "./texts.ts";

export interface Result {
  name: string;
  anonymous: boolean;
  /** Of the limit. */
  part: number;
  cost: Measured;
}

const KEYS = ["databaseMs", "functionMs", "memoryMiB", "timesBack"] as const;

const FIRST_PART = 1 / 32;
/** A limit below which nothing can be made of a text. */
const SMALL = 4_000;
/** The most that the next step may cost if cost grows with the square of the size. */
const MOST_MS = 3_000;
/** What costs no more at first is tried at its limit next: little of it is quadratic, and that is cut off. */
const CHEAP_MS = 20;
const ONE: Room = { amount: 1, unit: "bytes" };
/** A result this many times over the budget is not tried again. */
const PLAINLY = 1.5;
const RATE_WAITS = 5;
const TRIES = 3;

export class Search {
  readonly results: Result[] = [];
  calls = 0;
  #isQuiet = false;
  /** Hostile values that were cheap at their limit. */
  readonly #harmless = new Set<string>();

  constructor(readonly stage: Stage, readonly budget: Budget) {}

  async try(probe: Probe): Promise<Result> {
    const isSmall = !probe.room || probe.room.amount <= SMALL || this.#harmless.has(probe.group);
    let part = isSmall ? 1 : FIRST_PART;
    for (;;) {
      const result = await this.#once(probe, part);
      const isOver = this.over(result).length > 0;
      const isLast = part >= 1 || isOver;
      await probe.after?.(structuredOf(result.cost), isLast);
      if (isLast) {
        if (!isOver) this.#harmless.add(probe.group);
        this.results.push(result);
        return result;
      }
      part = Math.min(1, part * growth(result.cost));
    }
  }

  /** Whether this hostile value was cheap at its limit. */
  isHarmless(group: string): boolean {
    return this.#harmless.has(group);
  }

  /** Sends it once, small, and counts nothing. */
  async warmUp(probe: Probe): Promise<void> {
    const cost = await this.#measure(probe, FIRST_PART);
    await probe.after?.(structuredOf(cost), false);
  }

  /** @returns what is over the budget, in words */
  over(result: Result): string[] {
    return [
      ...result.cost.faults,
      ...KEYS.filter((key) => this.isOver(result, key))
        .map((key) => `${key} ${result.cost[key].toFixed(0)} > ${this.#mostOf(result, key)}`),
    ];
  }

  isOver(result: Result, key: keyof Cost, times = 1): boolean {
    return result.cost[key] > times * this.#mostOf(result, key);
  }

  #mostOf({ name, anonymous }: Result, key: keyof Cost): number {
    if (key === "timesBack") {
      const mayBeMore = !anonymous || OWN_RATE.some((start) => name.startsWith(start));
      return mayBeMore ? Infinity : this.budget.timesBack;
    }
    return key === "functionMs" && anonymous ? this.budget.anonymousMs : this.budget[key];
  }

  /** The most expensive first; of bytes sent back, those that anybody may ask for. */
  ranked(key: keyof Cost): Result[] {
    return this.results.filter(({ anonymous }) => key !== "timesBack" || anonymous)
      .toSorted((a, b) => b.cost[key] - a.cost[key]);
  }

  // Results over the budget are tried again, and the lowest figures count: another program may have interfered.
  async #once(probe: Probe, part: number): Promise<Result> {
    const { name, anonymous } = probe;
    let result = { name, anonymous, part, cost: await this.#measure(probe, part) };
    for (let tries = 1; tries < TRIES && this.over(result).length > 0; tries++) {
      const isClear = result.cost.faults.length > 0 ||
        KEYS.some((key) => this.isOver(result, key, PLAINLY));
      if (isClear) return result;
      await probe.after?.(structuredOf(result.cost), false);
      const cost = await this.#measure(probe, part);
      for (const key of KEYS) cost[key] = Math.min(cost[key], result.cost[key]);
      result = { ...result, cost };
    }
    return result;
  }

  async #measure(probe: Probe, part: number): Promise<Measured> {
    for (let waits = 0;; waits++) {
      const request = await fitting(probe, part);
      const { target, database } = await this.stage.ready(probe, this.#isQuiet);
      this.calls++;
      const cost = await measure(request, target, database);
      this.#isQuiet = cost.faults.length === 0;
      const { status, headers } = cost.answer;
      const wait = Number(headers.get("Retry-After"));
      // Refused for its rate, so nothing was measured.
      if ((status !== 429 && status !== 503) || !wait || waits === RATE_WAITS) return cost;
      await new Promise((resolve) => setTimeout(resolve, wait * 1_000));
    }
  }
}

/** Escaped, a text may be longer than a body may be. */
async function fitting(probe: Probe, part: number): Promise<RawRequest> {
  const { amount, unit } = probe.room ?? ONE;
  let size = Math.max(1, Math.floor(amount * part));
  for (;;) {
    const request = await probe.request({ amount: size, unit });
    const length = new Blob([request.body as BlobPart ?? ""]).size;
    if (length <= MAX_BODY_BYTES || !probe.room) return request;
    size = Math.floor(size * MAX_BODY_BYTES / length * 0.99);
  }
}

function growth({ databaseMs, functionMs }: Measured): number {
  const ms = Math.max(databaseMs, functionMs);
  return ms <= CHEAP_MS ? Infinity : Math.max(1.5, Math.sqrt(MOST_MS / ms));
}

function structuredOf({ answer }: Measured): unknown {
  try {
    return JSON.parse(answer.text).result?.structuredContent;
  } catch {
    return undefined;
  }
}
