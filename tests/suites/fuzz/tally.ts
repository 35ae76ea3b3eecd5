// Counts what came back, and remembers which request an id in the log belongs to.

import type { FuzzRequest } from "./request.ts";
import type { Outcome } from "./target.ts";

/** Requests of which the id is remembered; a log line comes soon after the answer. */
const REMEMBERED = 2_000;

export class Tally {
  readonly #counts = new Map<string, number>();
  readonly #requests = new Map<string, FuzzRequest>();
  #slowest = 0;
  #total = 0;

  count(request: FuzzRequest, { answer }: Outcome): void {
    this.#total++;
    this.add(answer ? String(answer.status) : "no answer");
    if (answer) this.slow(answer.ms);
    const id = answer?.headers.get("X-Request-Id");
    if (!id) return;
    this.#requests.set(id, request);
    const [oldest] = this.#requests.keys();
    if (this.#requests.size > REMEMBERED && oldest !== undefined) this.#requests.delete(oldest);
  }

  add(what: string): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + 1);
  }

  /** @param ms how long something took */
  slow(ms: number): void {
    this.#slowest = Math.max(this.#slowest, ms);
  }

  requestOf(id: string): FuzzRequest | undefined {
    return this.#requests.get(id);
  }

  get total(): number {
    return this.#total;
  }

  /** In milliseconds. */
  get slowest(): number {
    return this.#slowest;
  }

  toString(): string {
    const counts = [...this.#counts].toSorted(([one], [other]) => one < other ? -1 : 1);
    return counts.map(([what, count]) => `${what}: ${count}`).join(", ");
  }
}
