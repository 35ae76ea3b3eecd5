// Non-interference: fifty users who work at the same time get the same answers as each of them alone, in a
// project without other users.

import assert from "node:assert/strict";
import { obtainTokens } from "../../local/authorize.ts";
import type { Stack } from "../../local/stack.ts";
import { type Person, play, type Reply } from "./person.ts";

interface Plan {
  people: number;
  steps: number;
  seed: number;
}

const SIGN_INS_AT_A_TIME = 5;

export async function signIn({ mcpUrl }: Stack, people: number): Promise<Person[]> {
  const persons: Person[] = [];
  const next = async (): Promise<void> => {
    const number = persons.length;
    if (number >= people) return;
    const person = { number, token: "" };
    persons.push(person);
    person.token = (await obtainTokens(mcpUrl, `Person ${number}`)).access_token;
    await next();
  };
  await Promise.all(Array.from({ length: SIGN_INS_AT_A_TIME }, next));
  return persons;
}

/** All at once; each also tries ids of the others. */
export async function playTogether(
  { mcpUrl }: Stack,
  persons: readonly Person[],
  plan: Plan,
): Promise<Reply[][]> {
  const made: { person: number; id: string }[] = [];
  let turn = 0;
  const run = {
    mcpUrl,
    onMade: (person: number, id: string) => void made.push({ person, id }),
    strangeId: (person: number) => {
      const others = made.filter((one) => one.person !== person);
      return others[turn++ % (others.length || 1)]?.id ?? crypto.randomUUID();
    },
  };
  return await Promise.all(persons.map((person) => play(person, plan, run)));
}

/** One after the other, each in an empty project, where nothing has the strange ids. */
export async function playAlone(
  { mcpUrl, database }: Stack,
  persons: readonly Person[],
  plan: Plan,
): Promise<Reply[][]> {
  const run = { mcpUrl, onMade: () => {}, strangeId: () => crypto.randomUUID() };
  const replies: Reply[][] = [];
  for (const person of persons) {
    await database.sql("truncate artifacts, libraries cascade");
    replies.push(await play(person, plan, run));
  }
  return replies;
}

/** @returns a line for people; throws at the first answer that differs */
export function compare(together: Reply[][], alone: Reply[][]): string {
  const counts = new Map<string, { calls: number; done: number }>();
  for (const [person, answers] of together.entries()) {
    for (const [number, { step, done, answer }] of answers.entries()) {
      const expected = alone[person]?.[number];
      assertSame(answer, expected?.answer ?? "", `person ${person}, call ${number}, ${step}`);
      const count = counts.get(step) ?? { calls: 0, done: 0 };
      counts.set(step, { calls: count.calls + 1, done: count.done + Number(done) });
    }
  }
  const strangers = [...counts].filter(([step]) => step.endsWith("stranger's"));
  for (const [step, { done }] of counts) {
    if (step.endsWith("stranger's")) assert.equal(done, 0, `${step} did something`);
    else assert.ok(done > 0, `${step} never did what it is for`);
  }
  const calls = together.flat().length;
  const probes = strangers.reduce((sum, [, { calls }]) => sum + calls, 0);
  return `${together.length} people, ${calls} calls interleaved over ${counts.size} kinds of request in both ` +
    `revisions, ${probes} of them with ids of others: each answer is what the same person gets alone`;
}

function assertSame(answer: string, expected: string, what: string): void {
  if (answer === expected) return;
  const place = [...answer].findIndex((character, index) => character !== expected[index]);
  const around = (text: string) => text.slice(Math.max(0, place - 200), place + 200);
  throw new assert.AssertionError({
    message: `${what}\n  among others: … ${around(answer)} …\n  alone: … ${around(expected)} …`,
  });
}
