// The context that tools and resources get in addition to their input.

import type { Quota } from "../artifacts/limits.ts";
import type { ArtifactStore, SharedArtifacts } from "../artifacts/store.ts";
import type { ClientInput } from "./client_input.ts";
import type { Spell } from "../../_shared/tool_names.ts";

/** The part of the context that is bound to the signed-in user. */
export interface UserContext {
  artifacts: ArtifactStore;
}

/** The part of the context that is the same for all callers. */
export interface ServerContext {
  shared: SharedArtifacts;
  /** Storage limits of each user. */
  quota: Quota;
  /** The URL at which people open an artifact. */
  artifactUrl(id: string): string;
}

export interface ToolContext {
  server: ServerContext;
  /** Present if the caller holds all required and optional scopes. */
  user: UserContext | undefined;
  client: ClientInput;
  /** Rewrites tool names in a text to the form that this client uses. */
  spell: Spell;
}
