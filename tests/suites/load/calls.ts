// What people do all day: reading what they keep, between the steps of artifacts that come and go. Knows no HTTP.

import { type Call, tool } from "../ask.ts";
import { Life, type Outcome } from "./life.ts";

export interface Person {
  token: string;
  /** Ids of artifacts that stay as they are. */
  kept: readonly string[];
}

/** A user's call, and the handler of its answer. */
export interface Due {
  person: Person;
  call: Call;
  /** Must be called after every answer with its content, or with nothing if the call was not made. */
  settle(outcome?: Outcome): void;
}

type Reading = (kept: string) => Call;
const READING: readonly Reading[] = [
  () => tool("artifact.list"),
  (id) => tool("artifact.view", { id }),
  () => tool("artifact.list", { query: "museum rome" }),
  (id) => ({ method: "resources/read", params: { uri: `artifact://${id}` } }),
  () => tool("artifact.list", { limit: 5, kind: "markdown" }),
  () => tool("search", { query: "draw" }),
  (id) => tool("fetch", { id }),
  () => ({ method: "tools/list", params: {} }),
  () => tool("artifact.export"),
  () => tool("artifact.kinds"),
  (id) => tool("artifact.history", { id }),
];
/** Length of the pattern in which every second call is a step of a life. Odd, so that the pattern varies per user. */
const DECK = 2 * READING.length + 1;

/** Deals out calls without end, to one user after the other. */
export class Calls {
  readonly #idle: Life[][];
  #dealt = 0;

  constructor(readonly people: readonly Person[]) {
    this.#idle = people.map(() => []);
  }

  next(): Due {
    const number = this.#dealt++;
    const turn = number % this.people.length;
    const person = this.people[turn]!;
    const card = number % DECK;
    if (card % 2 === 1) {
      const kept = person.kept[Math.floor(number / DECK) % person.kept.length] ?? "";
      return { person, call: READING[(card - 1) / 2]!(kept), settle: () => {} };
    }
    // Steps of one life are sequential: a life whose last answer is pending is skipped.
    const idle = this.#idle[turn]!;
    const life = idle.shift() ?? new Life();
    const settle = (outcome?: Outcome) => {
      if (outcome) life.learn(outcome);
      idle.push(life);
    };
    return { person, call: life.next(), settle };
  }
}
