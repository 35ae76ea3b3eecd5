// mcp-remote, the bridge that brings desktop clients without remote servers here. A desktop client
// starts it as `npx mcp-remote <url>`; it signs in by itself and keeps its tokens at home.

import assert from "node:assert/strict";
// @ts-types="@modelcontextprotocol/sdk/client/index"
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
// @ts-types="@modelcontextprotocol/sdk/client/stdio"
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { saveFindAndRead } from "../../end_to_end/clients/first_minute.ts";
import { assertLegacy, assertModern, type Exchange } from "../../end_to_end/clients/wire.ts";
import { TOOLS } from "../../../supabase/functions/mcp/tools/mod.ts";
import { assertRenewed, assertSignedIn, opened, wasRefused } from "./evidence.ts";
import { installCommand } from "./installation.ts";
import type { Program, Step, World } from "./journey.ts";

const SPEC = "mcp-remote@0.15.1";
type Done = (step: Step, seen: string) => void;

/** A user may have to sign in. */
const CALL = { timeout: 30_000 };
const WITHIN_MS = 150_000;

/** @param flags after the URL */
function mcpRemote(
  flags: readonly string[],
  assertSpoken: (exchanges: readonly Exchange[]) => void,
): Program {
  return {
    name: [SPEC, ...flags].join(" "),
    within: WITHIN_MS,
    install: async () => void await installed(),
    walk: (world, done) => walk(world, flags, assertSpoken, done),
  };
}

export const MCP_REMOTE: readonly Program[] = [
  mcpRemote([], assertLegacy),
  mcpRemote(["--protocol", "auto"], assertModern),
];

const installed = () => installCommand(SPEC, "mcp-remote");

async function walk(
  world: World,
  flags: readonly string[],
  assertSpoken: (exchanges: readonly Exchange[]) => void,
  done: Done,
): Promise<void> {
  await withDesktop(world, flags, async (desktop) => {
    done("add", `the desktop client runs npx -y ${[SPEC, world.mcpUrl, ...flags].join(" ")}`);
    const signIn = world.requests();
    assertSignedIn(signIn);
    done("sign in", "the browser opened; the desktop client was connected after sign-in");
    await saveAndRead(desktop, done);
    assertSpoken([...signIn.flatMap(({ message }) => message ?? []), ...world.heard()]);
  });
  await withDesktop(world, flags, (desktop) => comeBack(desktop, world, done));
}

async function saveAndRead(desktop: Client, done: Done): Promise<void> {
  const { tools } = await desktop.listTools({}, CALL);
  assert.equal(tools.length, TOOLS.length);
  done("list", `${tools.length} tools: ${tools.map(({ name }) => name).join(" ")}`);
  await saveFindAndRead((params) => desktop.callTool(params, undefined, CALL));
  done("create", "an artifact of 150 kB was saved");
  done("read back", "the artifact was found in the list and read in pieces");
}

/** In a new process, with the tokens kept at home. */
async function comeBack(desktop: Client, world: World, done: Done): Promise<void> {
  await listArtifacts(desktop);
  assert.ok(!opened(world.requests()), "the second process opened a browser");
  await world.expire();
  await listArtifacts(desktop);
  assertRenewed(world.requests());
  done("renew", "artifact_list worked in a second process; no browser was opened");

  await world.revoke();
  await listArtifacts(desktop);
  const requests = world.requests();
  assert.ok(wasRefused(requests), "no refresh token was refused");
  assertSignedIn(requests);
  done("ask again", "the browser opened again; after sign-in the call was repeated by itself");
}

async function listArtifacts(desktop: Client): Promise<void> {
  const list = { name: "artifact_list", arguments: {} };
  assert.match(JSON.stringify(await desktop.callTool(list, undefined, CALL)), /Overview/);
}

/** Gives `use` a desktop client that has just started the bridge. */
async function withDesktop(
  { mcpUrl, home, environment }: World,
  flags: readonly string[],
  use: (desktop: Client) => Promise<void>,
): Promise<void> {
  const transport = new StdioClientTransport({
    command: await installed(),
    args: [mcpUrl, ...flags],
    env: { ...environment },
    cwd: home,
    stderr: "ignore",
  });
  const desktop = new Client({ name: "desktop", version: "1.0.0" });
  try {
    await desktop.connect(transport, CALL);
    await use(desktop);
  } finally {
    await desktop.close();
  }
}
