// What a tool is called with, in tests that call it without a server.

import { DEFAULT_QUOTA } from "../../../supabase/functions/mcp/artifacts/limits.ts";
import type { ArtifactStore } from "../../../supabase/functions/mcp/artifacts/store.ts";
import { NO_CLIENT_INPUT } from "../../../supabase/functions/mcp/primitives/client_input.ts";
import type {
  ServerContext,
  ToolContext,
} from "../../../supabase/functions/mcp/primitives/context.ts";
import type { Spell } from "../../../supabase/functions/_shared/tool_names.ts";

/** A server on which nothing is shared. */
export const SERVER_CONTEXT: ServerContext = {
  shared: { open: () => Promise.resolve(undefined) },
  quota: DEFAULT_QUOTA,
  artifactUrl: (id) => `https://artifacts.example/${id}`,
};

const unchanged: Spell = (text) => text;

/** A call by the owner of these artifacts, or an anonymous one. */
export function contextOf(
  artifacts?: ArtifactStore,
  server: Partial<ServerContext> = {},
): ToolContext {
  const user = artifacts && { artifacts };
  return {
    user,
    server: { ...SERVER_CONTEXT, ...server },
    client: NO_CLIENT_INPUT,
    spell: unchanged,
  };
}
