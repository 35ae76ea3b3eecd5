// Who is measured. Each is a module that `deno serve` runs, configured by the same variables.

/** A family of revisions of MCP, by one of them that a client would speak. */
export type Revision = "2025-06-18" | "2026-07-28";

export interface Contestant {
  name: string;
  /** From the project's root. */
  module: string;
  /** The module that is bundled; default: the same. */
  bundled?: string;
  /** Packages whose versions are reported. */
  packages: readonly string[];
  /** The revisions it speaks; the limits speak none, and read the same message for its arguments. */
  revisions: readonly Revision[];
}

const BOTH = ["2025-06-18", "2026-07-28"] as const;
const SUPABASE = "@supabase/supabase-js";
const at = (file: string) => `tests/bench/contestants/${file}.ts`;

/** The baseline of every comparison. */
export const BARE = "bare limit";
export const OURS = "this server";
export const HANDLER = "mcp-handler";
/** The limit of who remembers tokens; and the limit again, which shows how much is noise. */
export const REMEMBERING = "bare limit, remembering tokens";
export const COPY = "bare limit, a second copy";

export const CONTESTANTS: readonly Contestant[] = [
  { name: BARE, module: at("bare"), packages: ["jose", SUPABASE], revisions: [] },
  { name: COPY, module: at("bare"), packages: [], revisions: [] },
  { name: REMEMBERING, module: at("bare_remembering"), packages: [], revisions: [] },
  {
    name: OURS,
    module: "supabase/functions/mcp/index.ts",
    bundled: "supabase/functions/mcp/bundled.ts",
    packages: ["@clerk/backend", SUPABASE, "hono", "zod"],
    revisions: BOTH,
  },
  { name: "mcp-lite", module: at("mcp_lite"), packages: ["mcp-lite"], revisions: ["2025-06-18"] },
  {
    name: "SDK v2, createMcpHandler",
    module: at("sdk_v2"),
    packages: ["@modelcontextprotocol/server"],
    revisions: BOTH,
  },
  {
    name: "SDK v1, documented pattern",
    module: at("sdk_v1"),
    packages: ["@modelcontextprotocol/sdk"],
    revisions: ["2025-06-18"],
  },
  {
    name: HANDLER,
    module: at("mcp_handler"),
    packages: ["mcp-handler", "@clerk/mcp-tools"],
    revisions: BOTH,
  },
];

/** @throws Error when there is none of that name */
export function contestant(name: string): Contestant {
  const found = CONTESTANTS.find((one) => one.name === name);
  if (!found) throw new Error(`no contestant is called ${name}`);
  return found;
}
