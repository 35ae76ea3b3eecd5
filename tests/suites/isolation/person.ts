// One person over HTTP: makes the calls of their script, in either revision of MCP, and looks at each answer for
// what is not theirs.

import assert from "node:assert/strict";
import { ask, REVISIONS } from "../ask.ts";
import { Memory } from "./memory.ts";
import { createRandom } from "./random.ts";
import { nextStep, type Step } from "./script.ts";

const CANARY = /canary\d+x/g;

/** One answer, without what differs from run to run. */
export interface Told {
  step: string;
  /** Whether the tool did what was asked. */
  done: boolean;
  answer: string;
}

export interface Person {
  number: number;
  token: string;
}

/** What is not the same in two runs of a script. */
export interface Run {
  mcpUrl: string;
  /** An id that is not this person's: somebody else's, or nobody's. */
  strangeId(person: number): string;
  /** Gets the id of everything that is made. */
  onMade(person: number, id: string): void;
}

export const canaryOf = (person: number) => `canary${person}x`;

/** Makes the calls of one person, one after the other. */
export async function play(
  { number, token }: Person,
  { steps, people, seed }: { steps: number; people: number; seed: number },
  { mcpUrl, strangeId, onMade }: Run,
): Promise<Told[]> {
  const memory = new Memory();
  const random = createRandom(seed + number);
  const scene = {
    canary: canaryOf(number),
    othersCanary: canaryOf((number + 1) % people),
    strangeId: () => strangeId(number),
    memory,
    random,
  };
  const told: Told[] = [];
  for (let count = 0; count < steps; count++) {
    const step = nextStep(scene);
    const { status, text } = await ask(mcpUrl, token, step, random.of(REVISIONS));
    const { result } = JSON.parse(text);
    const before = memory.own.length;
    if (step.name !== "artifact.open") memory.learn(result?.structuredContent, step.list);
    const made = memory.own[before];
    if (made) onMade(number, made.id);

    const what = `person ${number}, call ${count}, ${step.name}: ${text}`;
    assert.deepEqual(memory.foreignIn(text), [], what);
    const query = JSON.stringify(step.params);
    const canaries = (text.match(CANARY) ?? []).filter((word) => !query.includes(word));
    assert.ok(canaries.every((word) => word === scene.canary), what);
    told.push({
      step: step.name,
      done: status === 200 && result !== undefined && result.isError !== true,
      answer: `${status} ${inOrder(step, memory.normalized(text))}`,
    });
  }
  return told;
}

// An export goes by ids, which are other ones in each run.
function inOrder({ name }: Step, answer: string): string {
  if (name !== "artifact.export") return answer;
  const lines: string[] = [];
  const rest = answer.replace(/\{\\"id\\":.*?\\"\}/g, (line) => (lines.push(line), "<line>"));
  return [rest, ...lines.toSorted()].join("\n");
}
