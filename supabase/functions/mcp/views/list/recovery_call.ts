// Chooses the tool call that lists the artifacts again, after the host dropped the data of a tool result.

import type { DroppedResult, RecoveryCall } from "../shared/receive.ts";

const FIELDS = ["limit", "cursor", "query", "kind", "tag", "trashed"];

/** @returns a call with the same arguments. If the host sent no arguments, the call lists the whole library */
export function recoveryCallFor({ input }: DroppedResult): RecoveryCall {
  return { name: "artifact.list", input: argumentsOf(input) };
}

/** Drops empty and unknown arguments, which models send, too. */
export function argumentsOf(input: DroppedResult["input"]): DroppedResult["input"] {
  const given = FIELDS.flatMap((name): [string, unknown][] => {
    const value = input[name];
    return value === undefined || value === null || value === "" ? [] : [[name, value]];
  });
  return Object.fromEntries(given);
}
