// MCP Inspector's command line, in each protocol era that it supports. Every call is a process of
// its own; it signs in by itself when it may open a browser, and keeps its tokens at home.

import assert from "node:assert/strict";
import { TOOLS } from "../../../supabase/functions/mcp/tools/mod.ts";
import { assertLegacy, assertModern, type Exchange } from "../../end_to_end/clients/wire.ts";
import { freePort } from "../../local/ports.ts";
import { type Answer, walkThroughEveryTool } from "./every_tool.ts";
import { assertRenewed, assertSignedIn, opened, wasRefused } from "./evidence.ts";
import { installCommand } from "./installation.ts";
import type { Program, Step, World } from "./journey.ts";
import type { HttpExchange } from "./recorder.ts";

export const SPEC = "@modelcontextprotocol/inspector@2.12.0";

const ERAS: Record<string, (exchanges: readonly Exchange[]) => void> = {
  legacy: assertLegacy,
  modern: assertModern,
  auto: assertModern,
};

type Done = (step: Step, seen: string) => void;

/** Its processes take seconds to start, and in era `auto` it calls every tool. */
const WITHIN_MS = 300_000;

export const INSPECTOR: readonly Program[] = Object.keys(ERAS).map((era) => ({
  name: `${SPEC} --cli --protocol-era ${era}`,
  within: WITHIN_MS,
  install: async () => void await installed(),
  walk: (world, done) => walk(world, era, done),
}));

const installed = () => installCommand(SPEC, "mcp-inspector");

async function walk(world: World, era: string, done: Done): Promise<void> {
  const inspector = await commandLine(world, era);
  await addAndSignIn(inspector, done);
  await saveAndRead(inspector, done);
  if (era === "auto") await walkThroughEveryTool(inspector.call);
  assert.ok(!opened(inspector.requests()), "a browser was opened");

  await world.expire();
  await inspector.call("artifact_list");
  assertRenewed(inspector.requests());
  done("renew", "artifact_list worked; no browser was opened");
  await world.revoke();
  await inspector.call("artifact_list");
  const requests = inspector.requests();
  assert.ok(wasRefused(requests), "no refresh token was refused");
  assertSignedIn(requests);
  done("ask again", "the browser opened again; after sign-in the call was repeated by itself");
  ERAS[era]?.(inspector.said);
}

async function addAndSignIn(inspector: Inspector, done: Done): Promise<void> {
  const args = ["--method", "tools/list", "--strict"];
  const { tools } = await inspector.run(...args);
  done("add", inspector.typed(...args));
  assertSignedIn(inspector.requests());
  done("sign in", "the same command opened the browser (MCP_AUTO_OPEN_ENABLED=true)");
  assert.equal(tools.length, TOOLS.length);
  done("list", `${tools.length} tools without a schema problem`);
}

/** With the tokens kept at home. */
async function saveAndRead(inspector: Inspector, done: Done): Promise<void> {
  const draft = ["title=Hello", "kind=markdown", "content=# Hello"];
  const { artifact: { id } } =
    (await inspector.call("artifact_create", ...draft)).structuredContent;
  done("create", inspector.typed(...callOf("artifact_create", ...draft)));
  const { artifact } = (await inspector.call("artifact_view", `id=${id}`)).structuredContent;
  assert.equal(artifact.content, "# Hello");
  done("read back", inspector.typed(...callOf("artifact_view", `id=${id}`)));
}

/** What the methods print, each its part of it. */
type Output = Answer & { tools: unknown[] };

function callOf(tool: string, ...args: string[]): string[] {
  return [
    "--method",
    "tools/call",
    "--tool-name",
    tool,
    ...args.flatMap((arg) => ["--tool-arg", arg]),
  ];
}

type Inspector = Awaited<ReturnType<typeof commandLine>>;

async function commandLine(world: World, era: string) {
  const command = await installed();
  const said: Exchange[] = [];
  const environment = {
    MCP_AUTO_OPEN_ENABLED: "true",
    MCP_INSPECTOR_SECRET_STORE: "file",
    MCP_OAUTH_CALLBACK_URL: `http://127.0.0.1:${freePort()}/oauth/callback`,
  };
  const fixed = ["--cli", world.mcpUrl, "--transport", "http", "--protocol-era", era];
  const run = async (...args: string[]): Promise<Output> => {
    const { success, stdout, stderr } = await world.run(command, [...fixed, ...args], environment);
    // It ends with an error when a tool refuses, and prints what the tool said all the same.
    const answered = success || /"isError": true/.test(stdout);
    assert.ok(answered, `failed (${era}) on ${args.join(" ")}:\n${stdout}${stderr}`);
    return JSON.parse(stdout);
  };
  return {
    said,
    run,
    call: (tool: string, ...args: string[]) => run(...callOf(tool, ...args)),
    typed: (...args: string[]) => ["npx", SPEC, ...fixed, ...args].map(quoted).join(" "),
    requests: (): HttpExchange[] => {
      const requests = world.requests();
      said.push(...requests.flatMap(({ message }) => message ?? []));
      return requests;
    },
  };
}

/** As one would type it. */
function quoted(arg: string): string {
  return /^[\w./:@=-]+$/.test(arg) ? arg : `'${arg}'`;
}
