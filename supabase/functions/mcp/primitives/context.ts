// What tools and resources work with besides their input.

import type { Quota } from "../artifacts/artifact.ts";
import type { ArtifactStore, SharedArtifacts } from "../artifacts/store.ts";
import type { ClientInput } from "./client_input.ts";
import type { Spell } from "../../_shared/tool_names.ts";

/** The signed-in person's. */
export interface SignedIn {
  artifacts: ArtifactStore;
}

/** The same for whoever calls. */
export interface Site {
  shared: SharedArtifacts;
  /** How much each person may keep. */
  quota: Quota;
  /** An address that a person can open, and that stands for one artifact. */
  urlOf(id: string): string;
}

export interface ToolContext {
  site: Site;
  /** Present when a caller holds every scope that the tool requires or welcomes. */
  user: SignedIn | undefined;
  client: ClientInput;
  /** Writes a text that names tools. */
  spell: Spell;
}
