// supabase/functions/.env.example, copied unchanged, under `functions serve`: the functions name the one variable to
// fill in. With it, they start at the CLI's address, which no hosted project takes over.

import assert from "node:assert/strict";
import { parseEnv } from "node:util";
import { readConfig } from "../../supabase/functions/mcp/config.ts";
import { platformVariables } from "../local/function_environment.ts";
import { startFunction } from "../local/function_process.ts";
import { FUNCTIONS } from "../local/stack.ts";

const EXAMPLE = parseEnv(await Deno.readTextFile(`${FUNCTIONS}/.env.example`)) as Record<
  string,
  string
>;
const FILLED_IN = { ...EXAMPLE, CLERK_PUBLISHABLE_KEY: `pk_test_${btoa("clerk.example.com$")}` };
const LOCAL = "http://127.0.0.1:54321/functions/v1/mcp";
const METADATA: Record<string, string> = {
  "mcp": "/mcp/.well-known/oauth-protected-resource",
  "well-known": "/well-known/oauth-protected-resource/mcp",
};

function start(name: string, variables: Record<string, string>) {
  const environment = { ...variables, ...platformVariables(), SUPABASE_FUNCTION_SLUG: name };
  return startFunction({ name, folder: FUNCTIONS, environment, onLine: () => {} });
}

for (const [name, path] of Object.entries(METADATA)) {
  Deno.test(`${name} does not start with an unchanged copy, and names the only missing variable`, async () => {
    await assert.rejects(start(name, EXAMPLE), ({ message }: Error) => {
      const problems = message.match(/^ {2}- .*$/gm);
      assert.deepEqual(problems, [
        "  - CLERK_PUBLISHABLE_KEY is missing: copy it from Clerk's dashboard, API keys, to " +
        "supabase/functions/.env",
      ]);
      return true;
    });
  });

  Deno.test(`${name} starts at the CLI's address with the publishable key alone`, async () => {
    const running = await start(name, FILLED_IN);
    try {
      const { resource } = await (await fetch(running.origin + path)).json();
      assert.equal(resource, LOCAL);
    } finally {
      await running.stop();
    }
  });
}

Deno.test("the CLI's address is that of supabase/config.toml", async () => {
  const config = await Deno.readTextFile(`${FUNCTIONS}/../config.toml`);
  const [, port] = /^\[api\]\n(?:.*\n)*?port = (\d+)$/m.exec(config) ?? [];
  assert.equal(new URL(LOCAL).port, port);
});

Deno.test("a hosted project with the same file has its own address", () => {
  const host = "abcdefghijklmnopqrst.supabase.co";
  const variables: Record<string, string> = { ...FILLED_IN, ...platformVariables({ host }) };
  assert.equal(readConfig((name) => variables[name]).resource, `https://${host}/functions/v1/mcp`);
});

Deno.test("a self-hosted Supabase, which names no function, must set its address", () => {
  const variables: Record<string, string> = { ...FILLED_IN, ...platformVariables() };
  assert.throws(() => readConfig((name) => variables[name]), /MCP_RESOURCE_URL is missing/);
});
