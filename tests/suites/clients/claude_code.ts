// Claude Code: `claude mcp add`, then `claude mcp login`, which wants a terminal.

import assert from "node:assert/strict";
import { NO_CLIENT_DOCUMENTS } from "./registering.ts";
import { assertSignedIn, registrationOf } from "./evidence.ts";
import { MESSAGES } from "./model/messages.ts";
import { programOf, type Scene } from "./model/program.ts";
import { askInVain, workThroughModel } from "./model/work.ts";
import { outputOf, quote } from "./printed.ts";

const CLAUDE = {
  spec: "@anthropic-ai/claude-code@2.1.332",
  command: "claude",
  api: MESSAGES,
  walk,
};

export const claudeCode = programOf(CLAUDE);
export const claudeCodeRegistering = programOf({ ...CLAUDE, ...NO_CLIENT_DOCUMENTS });
/** Registers with the scopes of the challenge and asks for `offline_access` all the same. */
export const claudeCodeEarlier = programOf({
  ...CLAUDE,
  spec: "@anthropic-ai/claude-code@2.1.197",
  ...NO_CLIENT_DOCUMENTS,
});

async function walk(scene: Scene): Promise<void> {
  await signIn(scene);
  const agents = await workThroughModel(scene, (question) => ask(scene, question));
  assert.ok(agents.every((agent) => /^claude-code\//.test(agent)), agents.join());
  await scene.world.revoke();
  await askAgain(scene);
}

async function signIn(scene: Scene): Promise<void> {
  const { world, done } = scene;
  await claude(scene, "mcp", "add", "--transport", "http", "art", world.mcpUrl);
  const list = await claude(scene, "mcp", "list");
  done("add", `mcp list: ${quote(list, /Needs authentication/)}`);
  const said = await logIn(scene);
  const requests = world.requests();
  assertSignedIn(requests);
  quote(await claude(scene, "mcp", "list"), /^art: .* Connected$/m);
  done("sign in", `${quote(said, /Authenticated with "art"\./)}, ${registrationOf(requests)}`);
}

/** Claude Code leaves out a server whose sign-in has ended; the list of servers says why. */
async function askAgain(scene: Scene): Promise<void> {
  const { world, done } = scene;
  await askInVain(scene, (question) => ask(scene, question));
  const list = await claude(scene, "mcp", "list");
  world.requests();
  await logIn(scene);
  assertSignedIn(world.requests());
  done("ask again", `mcp list: ${quote(list, /Needs authentication/)}; mcp login signs in again`);
}

/** One turn without a terminal, the server's tools allowed beforehand. */
async function ask(scene: Scene, question: string): Promise<void> {
  await claude(scene, "-p", question, "--allowedTools", "mcp__art");
}

async function claude({ world, file, model }: Scene, ...args: string[]): Promise<string> {
  return outputOf(await world.run(file, args, environmentOf(model.url)));
}

/** `script` gives it the terminal. */
async function logIn({ world, file, model }: Scene): Promise<string> {
  const args = ["-qec", `'${file}' mcp login art`, "/dev/null"];
  return outputOf(await world.run("script", args, environmentOf(model.url)));
}

function environmentOf(model: string): Record<string, string> {
  return {
    ANTHROPIC_BASE_URL: model,
    ANTHROPIC_API_KEY: "none",
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
    // A turn begins when the server has answered.
    MCP_CONNECTION_NONBLOCKING: "false",
    // Otherwise a model is shown no tool of the server before it has searched for one.
    ENABLE_TOOL_SEARCH: "false",
  };
}
