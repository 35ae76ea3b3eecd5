/// <reference lib="dom" />
// The interface of a renderer.

import type { LoadedArtifact } from "../loaded_artifact.ts";
import type { Host } from "../../shared/host.ts";

interface RenderContext {
  host: Host;
  /** Opens a link of the content after the user has confirmed. */
  open(url: string): void;
  /** Whether the user allowed this artifact's scripts. */
  scripts: boolean;
}

/**
 * @throws {Problem} if the content does not match its kind; its source is shown instead
 */
export type Renderer = (artifact: LoadedArtifact, context: RenderContext) => Node | Promise<Node>;
