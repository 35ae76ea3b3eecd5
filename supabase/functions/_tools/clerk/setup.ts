// `deno task clerk:setup`: changes the settings that differ, each after a yes, and reads back what became of it.

import { type BackendApi, BackendApiError } from "./backend_api.ts";
import { explained, type Status, statusOf } from "./check.ts";
import { IN_THE_DASHBOARD, type Need, NEEDS, shown, stateOf } from "./needs.ts";

export interface Setup {
  api: BackendApi;
  print(line: string): void;
  /** Asks the person. */
  confirm(question: string): boolean;
  /** Says what would be sent, and sends nothing. */
  dryRun: boolean;
}

/** @throws {BackendApiError} when the settings cannot be read at all */
export async function setUp(setup: Setup): Promise<Status> {
  const { api, print, dryRun } = setup;
  const before = await api.read();
  const differing = NEEDS.filter((need) => stateOf(need, before) !== "right");
  if (differing.length === 0) print("All settings are as needed.");
  for (const need of differing) {
    const settings = await api.read();
    print(`\n${need.what}: ${shown(settings[need.field])}`);
    for (const line of explained(need, settings)) print(line);
    const value = need.wanted(settings);
    if (dryRun) print(`         would send: PATCH ${JSON.stringify({ [need.field]: value })}`);
    else if (!setup.confirm(`         Set ${need.field}?`)) print("         left as it is");
    else print(`         ${await change(api, need, value)}`);
  }
  print(`\n${IN_THE_DASHBOARD}`);
  return statusOf(await api.read());
}

/** @returns what became of it, in words */
async function change(api: BackendApi, need: Need, value: unknown): Promise<string> {
  try {
    await api.change(need.field, value);
  } catch (error) {
    if (!(error instanceof BackendApiError)) throw error;
    if (error.status !== 422 || need.published) return `not set: ${error.message}`;
    return "not set: this instance does not know the setting. Look for it in Clerk's dashboard, or ask " +
      "Clerk's support to switch it on.";
  }
  const after = await api.read();
  switch (stateOf(need, after)) {
    case "right":
      return `set, and read back: ${shown(after[need.field])}`;
    case "wrong":
      return `Clerk took it, and still says ${shown(after[need.field])}: set it in the dashboard.`;
    case "unknown":
      return "Clerk took it and does not show it. A token tells: npx -y deno@2.9.6 task doctor " +
        "<MCP URL> --sign-in";
  }
}
