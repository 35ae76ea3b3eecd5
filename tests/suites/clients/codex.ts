// Codex CLI: `codex mcp add` signs in at once when it finds the server's metadata. Not OpenAI's
// connector, whose User-Agent is `openai-mcp/…`.

import assert from "node:assert/strict";
import { isOpenAiConnector } from "../../../supabase/functions/mcp/client_policy.ts";
import { NO_CLIENT_DOCUMENTS } from "./registering.ts";
import { assertSignedIn, registrationOf } from "./evidence.ts";
import type { Printed } from "../program.ts";
import { programOf, type Scene } from "./model/program.ts";
import { RESPONSES } from "./model/responses.ts";
import { askInVain, workThroughModel } from "./model/work.ts";
import { outputOf, quote } from "./printed.ts";

const CODEX = { spec: "@openai/codex@0.171.0", command: "codex", api: RESPONSES, walk };

export const codex = programOf(CODEX);
export const codexRegistering = programOf({ ...CODEX, ...NO_CLIENT_DOCUMENTS });

async function walk(scene: Scene): Promise<void> {
  await signIn(scene);
  const ask = async (question: string) => void outputOf(await exec(scene, question));
  const agents = await workThroughModel(scene, ask);
  assert.ok(agents.every((agent) => /^codex-mcp-client\//.test(agent)), agents.join());
  assert.ok(!agents.some(isOpenAiConnector), agents.join());
  await scene.world.revoke();
  await askAgain(scene);
}

async function signIn({ world, file, done }: Scene): Promise<void> {
  const said = outputOf(await world.run(file, ["mcp", "add", "art", "--url", world.mcpUrl]));
  const requests = world.requests();
  done("add", quote(said, /Added global MCP server 'art'\./));
  assertSignedIn(requests);
  quote(outputOf(await world.run(file, ["mcp", "list"])), /^art .* OAuth\s*$/m);
  done("sign in", `${quote(said, /Successfully logged in\./)}, ${registrationOf(requests)}`);
}

async function askAgain(scene: Scene): Promise<void> {
  const { world, file, done } = scene;
  let said = "";
  await askInVain(scene, async (question) => {
    said = (await exec(scene, question)).stderr;
  });
  quote(outputOf(await world.run(file, ["mcp", "list"])), /Not logged in/);
  world.requests();
  outputOf(await world.run(file, ["mcp", "login", "art"]));
  assertSignedIn(world.requests());
  const words = quote(said, /art: OAuth authorization required/);
  done("ask again", `${words}, mcp list says “Not logged in”, mcp login signs in again`);
}

/** One turn without a terminal, which begins when the server has answered. */
async function exec({ world, file, model }: Scene, question: string): Promise<Printed> {
  const provider = `{name="Stand-in",base_url="${model.url}/v1",wire_api="responses"}`;
  const settings = [
    `model_providers.stand_in=${provider}`,
    `model_provider="stand_in"`,
    `model="stand-in"`,
    "mcp_servers.art.required=true",
    "mcp_servers.art.startup_timeout_sec=40",
    // Codex connects only to the model and the server.
    "analytics.enabled=false",
    "check_for_update_on_startup=false",
    "features.plugins=false",
    "features.apps=false",
  ];
  const flags = settings.flatMap((setting) => ["-c", setting]);
  return await world.run(file, ["exec", "--skip-git-repo-check", ...flags, question]);
}
