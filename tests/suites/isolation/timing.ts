// Whether the time of an answer reveals that another user has an artifact with the id.

import assert from "node:assert/strict";
import type { Stack } from "../../local/stack.ts";
import { ask, tool } from "../ask.ts";
import { median } from "../median.ts";
import type { Person } from "./person.ts";

const ROUNDS = 400;
/** How far the two medians may be apart; medians of the same thing are, too. */
const MOST = 1.25;

const PROBES = {
  "artifact.view": {},
  "artifact.update": { expected_version: 1, title: "mine" },
  "artifact.delete": { forever: true },
};

/** Alternates between another user's id and an id that does not exist. @returns a log line */
export async function compareTimes(
  { mcpUrl }: Stack,
  [owner, stranger]: readonly Person[],
): Promise<string> {
  assert.ok(owner && stranger);
  const send = async ({ token }: Person, name: string, args: Record<string, unknown>) => {
    const { headers, text, ms } = await ask(mcpUrl, token, tool(name, args));
    const database = /db;dur=([\d.]+)/.exec(headers.get("Server-Timing") ?? "")?.[1];
    return { result: JSON.parse(text).result, ms, database: Number(database) };
  };
  const draft = { title: "Diary", kind: "text", content: "private ".repeat(10_000) };
  const { result } = await send(owner, "artifact.create", draft);
  const theirs: string = result.structuredContent.artifact.id;

  const ratios: string[] = [];
  for (const [name, args] of Object.entries(PROBES)) {
    const [there, nowhere] = [samples(), samples()];
    for (let round = 0; round < ROUNDS; round++) {
      const both = [{ id: theirs, taken: there }, { id: crypto.randomUUID(), taken: nowhere }];
      for (const { id, taken } of round % 2 ? both.toReversed() : both) {
        const { result, ms, database } = await send(stranger, name, { ...args, id });
        assert.equal(result.isError, true);
        taken.ms.push(ms);
        taken.database.push(database);
      }
    }
    for (const what of ["ms", "database"] as const) {
      const ratio = median(there[what]) / median(nowhere[what]);
      assert.ok(ratio < MOST && ratio > 1 / MOST, `${name}, ${what}: ${ratio}`);
      ratios.push(
        `${name} ${what === "ms" ? "in all" : "as Server-Timing says"} ${ratio.toFixed(2)}`,
      );
    }
  }
  return `another user's id takes as long as one that does not exist, medians of ${ROUNDS} each: ${
    ratios.join(", ")
  }`;
}

const samples = () => ({ ms: [] as number[], database: [] as number[] });
