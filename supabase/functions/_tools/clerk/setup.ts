// `deno task clerk:setup`: for each incorrect setting, asks the operator, sets the required value and reads it back.

import { type BackendApi, BackendApiError } from "./backend_api.ts";
import { explanation, type Status, statusOf } from "./check.ts";
import { IN_THE_DASHBOARD, type Need, NEEDS, stateOf, valueText } from "./needs.ts";

interface Setup {
  api: BackendApi;
  print(line: string): void;
  /** Asks the operator; true = yes. */
  confirm(question: string): boolean;
  /** Print the requests without sending them. */
  dryRun: boolean;
}

/** @throws {BackendApiError} if the settings cannot be read */
export async function setUp(setup: Setup): Promise<Status> {
  const { api, print, dryRun } = setup;
  const before = await api.read();
  const differing = NEEDS.filter((need) => stateOf(need, before) !== "correct");
  if (differing.length === 0) print("All settings are correct.");
  for (const need of differing) {
    const settings = await api.read();
    print(`\n${need.what}: ${valueText(settings[need.field])}`);
    for (const line of explanation(need, settings)) print(line);
    const value = need.wanted(settings);
    if (dryRun) print(`         would send: PATCH ${JSON.stringify({ [need.field]: value })}`);
    else if (!setup.confirm(`         Set ${need.field}?`)) print("         unchanged");
    else print(`         ${await change(api, need, value)}`);
  }
  print(`\n${IN_THE_DASHBOARD}`);
  return statusOf(await api.read());
}

/** @returns the result, for the operator */
async function change(api: BackendApi, need: Need, value: unknown): Promise<string> {
  try {
    await api.change(need.field, value);
  } catch (error) {
    if (!(error instanceof BackendApiError)) throw error;
    if (error.status !== 422 || need.published) return `not set: ${error.message}`;
    return "not set: this Clerk instance does not know the setting. Set it in Clerk's dashboard, or ask Clerk's " +
      "support to enable it.";
  }
  const after = await api.read();
  switch (stateOf(need, after)) {
    case "correct":
      return `set, and read back: ${valueText(after[need.field])}`;
    case "wrong":
      return `Clerk accepted the change but still returns ${
        valueText(after[need.field])
      }. Set it in the dashboard.`;
    case "unknown":
      return "Clerk accepted the change but does not return the setting. A new token shows whether the change took effect: " +
        "npx -y deno@2.9.6 task doctor <MCP URL> --sign-in";
  }
}
