/// <reference lib="dom" />
// The interface of the renderers: one function for each kind.

import type { LoadedArtifact } from "../loaded_artifact.ts";
import type { Host } from "../../shared/host.ts";

interface RenderContext {
  host: Host;
  /** Asks the user, then opens a link of the content. */
  open(url: string): void;
  /** Whether the user allowed this artifact's scripts. */
  scripts: boolean;
}

/** @throws {Problem} if the content cannot be shown as its kind. The view then shows the message and the source */
export type Renderer = (artifact: LoadedArtifact, context: RenderContext) => Node | Promise<Node>;
