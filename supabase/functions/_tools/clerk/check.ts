// `deno task clerk:check`: the instance's settings beside what is needed. Changes nothing.

import type { BackendApi } from "./backend_api.ts";
import { IN_THE_DASHBOARD, type Need, NEEDS, type Settings, shown, stateOf } from "./needs.ts";

const SIGNS = { right: "ok", wrong: "differs", unknown: "unknown" };

/** 0: all is as needed. 1: something differs. 3: nothing is known to, and not all can be read. */
export type Status = 0 | 1 | 3;

/** @throws {BackendApiError} */
export async function check(api: BackendApi, print: (line: string) => void): Promise<Status> {
  const settings = await api.read();
  for (const line of compared(settings)) print(line);
  const status = statusOf(settings);
  if (status !== 0) print("\nTo set them, one by one: npx -y deno@2.9.6 task clerk:setup");
  return status;
}

/** A line for each setting and, below what is not right, why it matters. */
export function compared(settings: Settings): string[] {
  const lines = NEEDS.flatMap((need) => {
    const state = stateOf(need, settings);
    const line = `${SIGNS[state].padEnd(9)}${need.what}: ${shown(settings[need.field])}`;
    return state === "right" ? [line] : [line, ...explained(need, settings)];
  });
  return [...lines, "", IN_THE_DASHBOARD];
}

/** What is wanted instead, and why. */
export function explained(need: Need, settings: Settings): string[] {
  const wanted = shown(need.wanted(settings));
  return [
    `         needed: ${wanted} (${need.field}). ${need.why}`,
    ...(stateOf(need, settings) === "unknown"
      ? ["         This instance does not show the setting; only a token tells."]
      : []),
  ];
}

export function statusOf(settings: Settings): Status {
  const states = NEEDS.map((need) => stateOf(need, settings));
  return states.includes("wrong") ? 1 : states.includes("unknown") ? 3 : 0;
}
