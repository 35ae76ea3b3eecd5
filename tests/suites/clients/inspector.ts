// MCP Inspector's command line, in each protocol era it can be told to speak. It signs in by itself
// when a browser can be opened, and finds its tokens again in the next run.

import assert from "node:assert/strict";
import { TOOLS } from "../../../supabase/functions/mcp/tools/mod.ts";
import { assertLegacy, assertModern, type Exchange } from "../../end_to_end/clients/wire.ts";
import { freePort } from "../../local/ports.ts";
import { type Answer, walkThroughEveryTool } from "./every_tool.ts";
import { type Person, withPerson } from "./person.ts";
import type { RecordedStack } from "./recorded_stack.ts";

export const INSPECTOR = "@modelcontextprotocol/inspector@2.12.0";

/** npx may have to download it, and a person has to sign in. */
const TIMEOUT_MS = 120_000;

const ERAS: Record<string, (exchanges: readonly Exchange[]) => void> = {
  legacy: assertLegacy,
  modern: assertModern,
  auto: assertModern,
};

/** @returns what was done, in words */
export async function tryInspector({ mcpUrl, heard }: RecordedStack): Promise<string[]> {
  const transcript: string[] = [];
  for (const [era, assertSpoken] of Object.entries(ERAS)) {
    await withPerson("Carol", async (person) => {
      const run = runnerOf(person, mcpUrl, era);
      await lookAroundAndWork(async (...args) => {
        const result = await run(args);
        const said = heard();
        assertSpoken(said);
        return { result, refused: said.some(({ status }) => status === 401) };
      });
      if (era !== "auto") return;
      transcript.push(
        ...await walkThroughEveryTool((tool, ...args) =>
          run([
            "--method",
            "tools/call",
            "--tool-name",
            tool,
            ...args.flatMap((arg) => ["--tool-arg", arg]),
          ])
        ),
      );
    });
  }
  return [
    "each with --protocol-era legacy, modern and auto: listed the tools without a schema problem, " +
    "called the public one without a token, signed in by itself on the 401 of create and repeated " +
    "it; list and view used the stored tokens",
    ...transcript,
  ];
}

/** What the methods print, each its part of it. */
type Output = Answer & { tools: unknown[]; structuredContent: { kinds: unknown[] } };

/** One run of the command line; `refused` = it met a 401 on its way. */
type Inspect = (...args: string[]) => Promise<{ result: Output; refused: boolean }>;

async function lookAroundAndWork(inspect: Inspect): Promise<void> {
  const call = (tool: string, ...args: string[]) =>
    inspect("--method", "tools/call", "--tool-name", tool, ...args);

  const { result: { tools } } = await inspect("--method", "tools/list", "--strict");
  assert.equal(tools.length, TOOLS.length);
  const kinds = await call("artifact.kinds");
  assert.equal(kinds.result.structuredContent.kinds.length, 8);
  assert.equal(kinds.refused, false);
  const draft = ["--tool-arg", "title=Hello", "kind=markdown", "content=# Hello"];
  const created = await call("artifact.create", ...draft);
  assert.equal(created.refused, true);
  const { id } = created.result.structuredContent.artifact;
  const list = await call("artifact.list");
  assert.equal(list.result.structuredContent.artifacts[0]?.id, id);
  assert.equal(list.refused, false);
  const view = await call("artifact.view", "--tool-arg", `id=${id}`);
  assert.equal(view.result.structuredContent.artifact.content, "# Hello");
}

/** @returns a function that runs the command line to its end and returns what it printed, parsed */
function runnerOf({ environment, folder }: Person, mcpUrl: string, era: string) {
  const env = {
    ...environment,
    MCP_AUTO_OPEN_ENABLED: "true",
    MCP_INSPECTOR_SECRET_STORE: "file",
    MCP_OAUTH_CALLBACK_URL: `http://127.0.0.1:${freePort()}/oauth/callback`,
    MCP_STORAGE_DIR: folder,
  };
  const fixed = ["-y", INSPECTOR, "--cli", mcpUrl, "--transport", "http", "--protocol-era", era];
  return async (args: string[]): Promise<Output> => {
    const { success, stdout, stderr } = await new Deno.Command("npx", {
      args: [...fixed, ...args],
      clearEnv: true,
      env,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }).output();
    const [printed, said] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
    // It ends with an error when a tool refuses, and prints what the tool said all the same.
    const told = success || /"isError": true/.test(printed ?? "");
    assert.ok(told, `Inspector failed (${era}) on ${args.join(" ")}:\n${printed}${said}`);
    return JSON.parse(printed ?? "");
  };
}
