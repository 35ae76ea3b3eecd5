// Applies a fix that the doctor printed, as an operator would.

import assert from "node:assert/strict";
import { createBackendApi } from "../../../supabase/functions/_tools/clerk/backend_api.ts";
import { setUp } from "../../../supabase/functions/_tools/clerk/setup.ts";
import type { Fix } from "../../../supabase/functions/_tools/doctor/finding.ts";
import type { World } from "./world.ts";

/** @param byHand no command applies; undo the misconfiguration instead */
export async function applyFix(
  world: World,
  { text, command = "" }: Fix,
  byHand: boolean,
): Promise<void> {
  if (byHand) {
    world.front.spoil = undefined;
    world.clerkFront.spoil = undefined;
    return await resetVariables(world);
  }
  const [, address] = /task doctor (\S+)$/.exec(command) ?? [];
  const [, name, value = ""] = /secrets set (\w+)=(\S*)$/.exec(command) ?? [];
  const [, unset] = /secrets unset (\w+)$/.exec(command) ?? [];
  if (address !== undefined) world.url = address;
  else if (command.endsWith("task clerk:setup")) await setUpClerk(world);
  else if (command.includes("secrets set --env-file")) await resetVariables(world);
  else if (name !== undefined) {
    world.environment = { ...world.environment, [name]: value };
    await world.restart();
  } else if (unset !== undefined) {
    const { [unset]: _, ...rest } = world.environment;
    world.environment = rest;
    await world.restart();
  } else assert.fail(`unknown fix: ${text} ${command}`);
}

/** Resets the variables, as a correct `.env` would. */
async function resetVariables(world: World): Promise<void> {
  if (Object.keys(world.environment).length === 0) return;
  world.environment = {};
  await world.restart();
}

async function setUpClerk({ clerk }: World): Promise<void> {
  const api = createBackendApi(clerk.secretKey, clerk.apiUrl);
  const status = await setUp({ api, print: () => {}, confirm: () => true, dryRun: false });
  assert.equal(status, 0);
}
