// One person over HTTP: makes the calls of their script, in either revision of MCP, and looks at each answer for
// what is not theirs.

import assert from "node:assert/strict";
import { type Answer, ask, type Revision, REVISIONS } from "../ask.ts";
import { Memory } from "./memory.ts";
import { createRandom } from "./random.ts";
import { nextStep, type Step } from "./script.ts";

const CANARY = /canary\d+x/g;

/** One answer, without what differs from run to run. */
export interface Reply {
  step: string;
  /** Whether the tool succeeded. */
  done: boolean;
  answer: string;
}

export interface Person {
  number: number;
  token: string;
}

/** What is not the same in two runs of a script. */
interface Run {
  mcpUrl: string;
  /** An id that is not this person's: another user's, or one that does not exist. */
  strangeId(person: number): string;
  /** Gets the id of everything that is made. */
  onMade(person: number, id: string): void;
}

const canaryOf = (person: number) => `canary${person}x`;

/** Makes the calls of one person, one after the other. */
export async function play(
  { number, token }: Person,
  { steps, people, seed }: { steps: number; people: number; seed: number },
  { mcpUrl, strangeId, onMade }: Run,
): Promise<Reply[]> {
  const memory = new Memory();
  const random = createRandom(seed + number);
  const scene = {
    canary: canaryOf(number),
    othersCanary: canaryOf((number + 1) % people),
    strangeId: () => strangeId(number),
    memory,
    random,
  };
  const replies: Reply[] = [];
  for (let count = 0; count < steps; count++) {
    const step = nextStep(scene);
    const pages = await answersTo(mcpUrl, token, step, random.of(REVISIONS));
    const text = pages.map((page) => page.text).join("\n");
    const [last] = pages.slice(-1);
    const { result } = JSON.parse(last?.text ?? "");
    const before = memory.own.length;
    if (step.name !== "artifact.open") memory.learn(result?.structuredContent, step.list);
    const made = memory.own[before];
    if (made) onMade(number, made.id);

    const what = `person ${number}, call ${count}, ${step.name}: ${text}`;
    assert.deepEqual(memory.foreignIn(text), [], what);
    const query = JSON.stringify(step.params);
    const canaries = (text.match(CANARY) ?? []).filter((word) => !query.includes(word));
    assert.ok(canaries.every((word) => word === scene.canary), what);
    replies.push({
      step: step.name,
      done: last?.status === 200 && result !== undefined && result.isError !== true,
      answer: `${last?.status} ${inOrder(step, memory.normalized(text))}`,
    });
  }
  return replies;
}

/** An export to its end, and of any other step one answer. */
async function answersTo(
  mcpUrl: string,
  token: string,
  step: Step,
  revision: Revision,
): Promise<Answer[]> {
  const answers = [await ask(mcpUrl, token, step, revision)];
  if (step.name !== "artifact.export") return answers;
  for (let cursor = cursorOf(answers); cursor !== undefined; cursor = cursorOf(answers)) {
    const next = { ...step, params: { ...step.params, arguments: { cursor } } };
    answers.push(await ask(mcpUrl, token, next, revision));
  }
  return answers;
}

function cursorOf(answers: readonly Answer[]): string | undefined {
  return JSON.parse(answers.at(-1)?.text ?? "").result?.structuredContent?.next_cursor;
}

// An export goes by ids, which are other ones in each run, and so do the ends of its pages.
function inOrder({ name }: Step, answer: string): string {
  if (name !== "artifact.export") return answer;
  const lines = answer.match(/\{\\"id\\":.*?\\"\}/g) ?? [];
  return lines.toSorted().join("\n");
}
