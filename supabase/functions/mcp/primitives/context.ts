// What tools and resources work with besides their input.

import type { Quota } from "../artifacts/artifact.ts";
import type { ArtifactStore, SharedArtifacts } from "../artifacts/store.ts";
import type { ClientInput } from "./client_input.ts";
import type { Spell } from "../../_shared/tool_names.ts";

/** The signed-in person's. */
export interface UserContext {
  artifacts: ArtifactStore;
}

/** The same for whoever calls. */
export interface ServerContext {
  shared: SharedArtifacts;
  /** How much each person may keep. */
  quota: Quota;
  /** An address that a person can open, and that stands for one artifact. */
  artifactUrl(id: string): string;
}

export interface ToolContext {
  server: ServerContext;
  /** Present when a caller holds every scope that the tool requires or can use. */
  user: UserContext | undefined;
  client: ClientInput;
  /** Writes a text that names tools. */
  spell: Spell;
}
