// The call that lists the artifacts again, with the same arguments, after the host dropped the data.

import type { DroppedResult, RecoveryCall } from "../shared/receive.ts";

const FIELDS = ["limit", "cursor", "query", "kind", "tag", "trashed"];

/** Without arguments, the whole library is listed. */
export function recoveryCallFor({ input }: DroppedResult): RecoveryCall {
  return { name: "artifact.list", input: argumentsOf(input) };
}

/** Drops empty and unknown arguments, which models also send. */
export function argumentsOf(input: DroppedResult["input"]): DroppedResult["input"] {
  const given = FIELDS.flatMap((name): [string, unknown][] => {
    const value = input[name];
    return value === undefined || value === null || value === "" ? [] : [[name, value]];
  });
  return Object.fromEntries(given);
}
