// How much of a client's arguments a message repeats.

import assert from "node:assert/strict";
import type { Caller } from "./caller.ts";
import type { Limit } from "./limit.ts";

const unknown = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, number) => [`field${number}`, 1]));
const numbers = (count: number) => Array.from({ length: count }, (_, number) => number);

async function textOf(caller: Caller, tool: string, args: object): Promise<string> {
  return (await caller.tool(tool, args)).text;
}

/** @returns the fields that a refused update names */
async function problems(caller: Caller, edits: readonly object[]): Promise<string[]> {
  const args = { id: crypto.randomUUID(), expected_version: 1, edits };
  const text = await textOf(caller, "artifact_update", args);
  return text.match(/edits\.\d+\.\w+ is required/g) ?? [];
}

export const REPORT_LIMITS: readonly Limit[] = [
  {
    name: "a note names ten unknown fields and counts the eleventh",
    async check(caller) {
      const at = await textOf(caller, "artifact_kinds", unknown(10));
      assert.match(at, /"field9" \(/);
      const beyond = await textOf(caller, "artifact_kinds", unknown(11));
      assert.match(beyond, /"field9", 1 more \(/);
    },
  },
  {
    name: "a note cuts the name of a field after 40 characters",
    async check(caller) {
      for (const length of [40, 41]) {
        const note = await textOf(caller, "artifact_kinds", { ["a".repeat(length)]: 1 });
        assert.match(note, /"a{40}"/);
      }
    },
  },
  {
    name: "an error names ten of eleven wrong fields",
    async check(caller) {
      const five = Array(5).fill({});
      assert.equal((await problems(caller, five)).length, 10);
      assert.equal((await problems(caller, [...five, { find: "a" }])).length, 10);
    },
  },
  {
    // Ten tags are allowed. The eleventh is read for the error.
    name: "the twelfth tag is not read",
    async check(caller) {
      const draft = { title: "A", kind: "text", content: "" };
      for (const count of [11, 12]) {
        const args = { ...draft, tags: numbers(count) };
        const text = await textOf(caller, "artifact_create", args);
        assert.match(text, /tags: must be at most 10\b.*"tags\.9", 1 more\./);
      }
    },
  },
];
