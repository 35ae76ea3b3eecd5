// `deno task token <name>`: signs a user in to the running local stack and prints only the access token on
// stdout.

import { parseArgs } from "node:util";
import { programArguments } from "../../supabase/functions/_tools/program_arguments.ts";
import { obtainTokens } from "./authorize.ts";
import { complain, say } from "./terminal.ts";

const USAGE =
  `Usage: deno task token <name> [--scope "profile email"] [--port 54321] [--no-resource]

  <name>           user to sign in as; any name works
  --scope "…"      scopes to request; default: those that the tools require
  --port 54321     port of the local stack's gateway
  --url https://…  MCP endpoint, if it has another address (a tunnel)
  --no-resource    send no resource indicator, so that the token has no audience`;

function readArguments() {
  const { values, positionals } = parseArgs({
    args: programArguments(USAGE),
    allowPositionals: true,
    options: {
      "scope": { type: "string" },
      "port": { type: "string", default: "54321" },
      "url": { type: "string" },
      "no-resource": { type: "boolean", default: false },
    },
  });
  const [name, ...more] = positionals;
  if (!name?.trim() || more.length > 0) throw new Error("Give one name.");
  const mcpUrl = values.url ?? `http://127.0.0.1:${values.port}/functions/v1/mcp`;
  if (!URL.canParse(mcpUrl)) throw new Error(`${mcpUrl} is not a URL.`);
  return { name, mcpUrl, scope: values.scope, resource: !values["no-resource"] };
}

function argumentsOrUsage() {
  try {
    return readArguments();
  } catch (error) {
    complain(`${messageOf(error)}\n\n${USAGE}`);
    Deno.exit(2);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

const { name, mcpUrl, scope, resource } = argumentsOrUsage();
try {
  const tokens = await obtainTokens(mcpUrl, name, {
    resource,
    ...(scope !== undefined && { scope }),
  });
  say(tokens.access_token);
} catch (error) {
  complain(`No token from ${mcpUrl}: ${messageOf(error)}`);
  complain("Is `deno task dev` running there? Choose another port with --port.");
  Deno.exit(1);
}
