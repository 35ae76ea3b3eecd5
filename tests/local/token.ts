// `deno task token <name>`: prints an access token of that person for the running local stack, and
// nothing else on stdout.

import { parseArgs } from "node:util";
import { obtainTokens } from "./authorize.ts";
import { complain, say } from "./terminal.ts";

const USAGE =
  `Usage: deno task token <name> [--scope "profile email"] [--port 54321] [--no-resource]

  <name>           who signs in; any name is a person
  --scope "…"      scopes to ask for; default: those the tools require
  --port 54321     port of the local stack's gateway
  --url https://…  the MCP endpoint, if it has another address (a tunnel)
  --no-resource    a token without audience, as for a client that sends no resource indicator`;

function readArguments() {
  const { values, positionals } = parseArgs({
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
  if (!URL.canParse(mcpUrl)) throw new Error(`${mcpUrl} is no URL.`);
  return { name, mcpUrl, scope: values.scope, resource: !values["no-resource"] };
}

function argumentsOrUsage() {
  try {
    return readArguments();
  } catch (error) {
    complain(`${sentence(error)}\n\n${USAGE}`);
    Deno.exit(2);
  }
}

function sentence(error: unknown): string {
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
  complain(`No token from ${mcpUrl}: ${sentence(error)}`);
  complain("Is `deno task dev` running there? Another port is chosen with --port.");
  Deno.exit(1);
}
