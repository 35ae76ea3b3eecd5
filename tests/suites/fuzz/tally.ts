// Counts what came back, and remembers which request an id in the log belongs to.

import type { FuzzRequest } from "./request.ts";
import type { Outcome } from "./target.ts";

/** Requests of which the id is remembered, for log lines that come after the answer. */
const REMEMBERED = 2_000;

export class Tally {
  readonly #counts = new Map<string, number>();
  readonly #recent = new Map<string, FuzzRequest>();
  /** By the awaited ids; log lines mostly come before the answer. */
  readonly #followed = new Map<string, FuzzRequest | undefined>();
  #slowest = 0;
  #total = 0;

  count(request: FuzzRequest, { answer }: Outcome): void {
    this.#total++;
    this.add(answer ? String(answer.status) : "no answer");
    if (answer) this.slow(answer.ms);
    const id = answer?.headers.get("X-Request-Id");
    if (!id) return;
    if (this.#followed.has(id)) this.#followed.set(id, request);
    this.#recent.set(id, request);
    const [oldest] = this.#recent.keys();
    if (this.#recent.size > REMEMBERED && oldest !== undefined) this.#recent.delete(oldest);
  }

  /** From now on {@link requestOf} knows the request with this id, as soon as it is answered. */
  follow(id: string): void {
    this.#followed.set(id, this.#recent.get(id));
  }

  requestOf(id: string): FuzzRequest | undefined {
    return this.#followed.get(id);
  }

  add(what: string): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + 1);
  }

  /** @param ms how long something took */
  slow(ms: number): void {
    this.#slowest = Math.max(this.#slowest, ms);
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
