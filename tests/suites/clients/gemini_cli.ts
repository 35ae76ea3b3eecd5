// Gemini CLI: adds the server with `gemini mcp add`, signs in with `/mcp auth` in a terminal, and works in
// headless mode. It sends no User-Agent of its own.

import assert from "node:assert/strict";
import { assertSignedIn, registrationOf } from "./evidence.ts";
import { GEMINI } from "./model/gemini.ts";
import { programOf, type Scene } from "./model/program.ts";
import { askInVain, workThroughModel } from "./model/work.ts";
import { outputOf, quote } from "./printed.ts";
import { Terminal } from "./terminal.ts";

/** For a dialog, a sign-in or a start. */
const SOON_MS = 30_000;
/** A model that is not named is chosen by asking another one. */
const FLAGS = ["--model", "gemini-2.5-flash", "--skip-trust"];

export const geminiCli = programOf({
  spec: "@google/gemini-cli@0.61.0",
  command: "gemini",
  api: GEMINI,
  // It renews a token 300 s before the announced end. Less would have it renew before every request, and
  // parallel requests redeem the same refresh token.
  clerk: { announcedTtl: 310 },
  walk,
});

async function walk(scene: Scene): Promise<void> {
  const { world, done } = scene;
  await chooseApiKey(world.home);
  const args = ["--scope", "user", "--transport", "http", "art", world.mcpUrl];
  done("add", quote(await run(scene, "mcp", "add", ...args), /MCP server "art" added.*/));
  await inTerminal(scene, async (terminal) => done("sign in", await signIn(scene, terminal)));
  const agents = await workThroughModel(scene, async (question) => void await ask(scene, question));
  assert.deepEqual(agents, ["node"]);
  await world.revoke();
  await askAgain(scene);
}

/** @returns what was seen */
async function signIn({ world }: Scene, terminal: Terminal): Promise<string> {
  world.requests();
  await terminal.enter("/mcp auth art", /Do you want to continue\?/, SOON_MS);
  const said = await terminal.enter("", /Successfully authenticated and .*'art'/, SOON_MS);
  const requests = world.requests();
  assertSignedIn(requests);
  return `“${said}”, ${registrationOf(requests)}`;
}

async function askAgain(scene: Scene): Promise<void> {
  let said = "";
  await askInVain(scene, async (question) => {
    said += await ask(scene, question);
  });
  const words = quote(said, /Failed to refresh auth.*/);
  await inTerminal(scene, async (terminal) => {
    const list = await terminal.enter("/mcp list", /art - .*not authenticated\)/, SOON_MS);
    await signIn(scene, terminal);
    scene.done("ask again", `${words}; /mcp list: “${list}”; /mcp auth signs in again`);
  });
}

/** One turn without a terminal, in which tools are allowed. */
function ask(scene: Scene, question: string): Promise<string> {
  return run(scene, ...FLAGS, "--yolo", "--prompt", question);
}

async function run({ world, file, model }: Scene, ...args: string[]): Promise<string> {
  return outputOf(await world.run(file, args, environmentOf(model.url)));
}

async function inTerminal(
  { world: { home, environment, signal }, file, model }: Scene,
  use: (terminal: Terminal) => Promise<void>,
): Promise<void> {
  const env = { ...environment, ...environmentOf(model.url) };
  const terminal = await Terminal.start([file, ...FLAGS], { cwd: home, env, signal });
  try {
    await terminal.sees(/Type your message/, SOON_MS);
    await use(terminal);
  } finally {
    await terminal.close();
  }
}

/** What the first start in a terminal asks a user for. */
async function chooseApiKey(home: string): Promise<void> {
  await Deno.mkdir(`${home}/.gemini`);
  const settings = {
    security: { auth: { selectedType: "gemini-api-key" } },
    general: { enableAutoUpdate: false, enableAutoUpdateNotification: false },
    privacy: { usageStatisticsEnabled: false },
  };
  await Deno.writeTextFile(`${home}/.gemini/settings.json`, JSON.stringify(settings));
}

function environmentOf(model: string): Record<string, string> {
  return { GEMINI_API_KEY: "none", GOOGLE_GEMINI_BASE_URL: model };
}
