// opencode: adds the server with `opencode mcp add`, signs in with `opencode mcp auth`, and works in
// `opencode run`. Its model is a custom provider.

import assert from "node:assert/strict";
import { stripVTControlCharacters } from "node:util";
import { assertSignedIn, registrationOf } from "./evidence.ts";
import { CHAT_COMPLETIONS } from "./model/chat_completions.ts";
import { programOf, type Scene } from "./model/program.ts";
import { askInVain, workThroughModel } from "./model/work.ts";
import { outputOf, quote } from "./printed.ts";

export const opencode = programOf({
  spec: "opencode-ai@1.18.33",
  command: "opencode",
  api: CHAT_COMPLETIONS,
  // A run that ends while it renews loses the new refresh token: renewal comes once, between two runs.
  clerk: { accessTokenTtl: 45 },
  walk,
});

async function walk(scene: Scene): Promise<void> {
  const { world, done } = scene;
  const added = await run(scene, "mcp", "add", "art", "--url", world.mcpUrl);
  done("add", quote(added, /MCP server "art" added/));
  done("sign in", await signIn(scene));
  const agents = await workThroughModel(scene, (question) => ask(scene, question));
  assert.ok(agents.every((agent) => /^opencode\//.test(agent)), agents.join());
  await world.revoke();
  await askAgain(scene);
}

/** @returns what was seen */
async function signIn(scene: Scene): Promise<string> {
  scene.world.requests();
  const said = await run(scene, "mcp", "auth", "art");
  const requests = scene.world.requests();
  assertSignedIn(requests);
  return `${quote(said, /Authentication successful!/)}, ${registrationOf(requests)}`;
}

/** `opencode run` leaves out a server whose sign-in has ended; the list of servers says why. */
async function askAgain(scene: Scene): Promise<void> {
  await askInVain(scene, (question) => ask(scene, question));
  const words = quote(await run(scene, "mcp", "list"), /art +needs authentication/);
  await signIn(scene);
  scene.done("ask again", `mcp list: ${words}; mcp auth signs in again`);
}

/** One turn without a terminal; tools are allowed unless the configuration says otherwise. */
async function ask(scene: Scene, question: string): Promise<void> {
  await run(scene, "run", "--model", "stand-in/model", "--title", "Artifacts", question);
}

async function run({ world, file, model }: Scene, ...args: string[]): Promise<string> {
  const printed = await world.run(file, args, environmentOf(model.url));
  return stripVTControlCharacters(outputOf(printed));
}

/** The provider's package is part of opencode; nothing is downloaded. */
function environmentOf(model: string): Record<string, string> {
  const options = { baseURL: `${model}/v1`, apiKey: "none" };
  const models = { model: { name: "Model" } };
  const standIn = { npm: "@ai-sdk/openai-compatible", name: "Stand-in", options, models };
  return {
    OPENCODE_CONFIG_CONTENT: JSON.stringify({ provider: { "stand-in": standIn } }),
    OPENCODE_DISABLE_AUTOUPDATE: "true",
    OPENCODE_DISABLE_MODELS_FETCH: "true",
  };
}
