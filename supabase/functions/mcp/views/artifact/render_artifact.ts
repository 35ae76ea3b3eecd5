/// <reference lib="dom" />
// Renders an artifact by its kind, or as source.

import { element } from "../shared/elements.ts";
import type { Host } from "../shared/host.ts";
import { Problem } from "../shared/problem.ts";
import { confirmLink } from "./confirm_link.ts";
import { RENDERERS, renderSource } from "./renderers/mod.ts";
import type { LoadedArtifact } from "./loaded_artifact.ts";

interface RenderOptions {
  host: Host;
  /** Whether the user allowed the artifact's scripts. */
  scripts: boolean;
  /** Whether to show the source text instead. */
  asSource: boolean;
}

export async function renderArtifact(
  artifact: LoadedArtifact,
  { host, scripts, asSource }: RenderOptions,
): Promise<Node> {
  if (asSource) return renderSource(artifact);
  const open = (url: string) => confirmLink(host.app, url);
  try {
    return await RENDERERS[artifact.kind].render(artifact, { host, open, scripts });
  } catch (error) {
    // The content does not match its kind, or is too complex. Show the reason and the source.
    const reason = reasonOf(error);
    const both = new DocumentFragment();
    both.append(element("p", { class: "problem" }, reason), renderSource(artifact));
    return both;
  }
}

// Recursive parsers throw a RangeError when deep nesting exhausts the stack.
function reasonOf(error: unknown): string {
  if (error instanceof Problem) return error.message;
  if (error instanceof RangeError) {
    return "This content is nested too deeply to be shown: here is the source.";
  }
  throw error;
}
