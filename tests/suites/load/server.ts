// The local stack on a PostgreSQL server of its own, with people who have signed in and keep some artifacts.

import { obtainTokens } from "../../local/authorize.ts";
import type { LocalFunction } from "../../local/function_process.ts";
import type { Parts } from "../../local/parts.ts";
import { type Stack, startStack } from "../../local/stack.ts";
import { ask, tool } from "../ask.ts";
import { HALF_HEAP } from "../memory.ts";
import { startProject } from "../postgres/project.ts";
import type { Person } from "./calls.ts";
import { NOTES } from "./life.ts";

interface LoadedServer {
  stack: Stack;
  /** Function `mcp`, past the gateway, on which there is no limit to the calls of a person. */
  mcp: LocalFunction;
  people: Person[];
}

/**
 * @param people how many there are
 * @param keep how many artifacts each has
 */
export async function startLoadedServer(
  { people, keep }: { people: number; keep: number },
  parts: Parts,
): Promise<LoadedServer> {
  const server = await parts.add(startProject());
  let mcp: LocalFunction | undefined;
  const stack = await parts.add(startStack({
    // @supabase/lite, which stands for PostgREST, grants every role everything, and needs to be let.
    database: { kind: "postgres", url: server.urlOf("project", "supabase_admin") },
    environment: { ...HALF_HEAP, MCP_CALLS_PER_MINUTE: "1000000" },
    onFunction: (name, running) => {
      if (name === "mcp") mcp = running;
    },
  }));
  if (!mcp) throw new Error("there is no function mcp");
  const { origin } = mcp;
  const names = Array.from({ length: people }, (_, index) => `person ${index}`);
  const furnished = names.map((name) => furnish(stack.mcpUrl, origin, name, keep));
  return { stack, mcp, people: await Promise.all(furnished) };
}

async function furnish(
  mcpUrl: string,
  origin: string,
  name: string,
  keep: number,
): Promise<Person> {
  const token = (await obtainTokens(mcpUrl, name)).access_token;
  const kept: string[] = [];
  while (kept.length < keep) {
    const draft = { title: `Kept ${kept.length}`, kind: "markdown", content: NOTES };
    const { text } = await ask(`${origin}/mcp`, token, tool("artifact.create", draft));
    kept.push(JSON.parse(text).result.structuredContent.artifact.id);
  }
  return { token, kept };
}
