/// <reference lib="dom" />
// Shows the progress while long content loads, and buttons that load more content.

import { button, element } from "../shared/elements.ts";
import type { Host } from "../shared/host.ts";
import { loadAll, type LoadedArtifact, type OnProgress, readUpTo } from "./loaded_artifact.ts";

/** Bytes that "Show more" adds. A click adds several chunks, because it renders the whole content again. */
const MORE_BYTES = 256 * 1024;

export function progressBar({ format }: Host, { next = 0, size }: LoadedArtifact): HTMLElement[] {
  const label = `Reading: ${format.size(next)} of ${format.size(size)}`;
  const bar = { max: `${size}`, value: `${next}`, "aria-hidden": "true" };
  return [element("progress", bar), element("span", {}, label)];
}

/** @param show loads the artifact with the given function, then renders it */
export function loadMoreButtons(
  host: Host,
  artifact: LoadedArtifact,
  show: (read: (onProgress: OnProgress) => Promise<LoadedArtifact>) => void,
): HTMLElement[] {
  const { next, size } = artifact;
  if (next === undefined) return [];
  const { format } = host;
  const grow = (label: string, read: (onProgress: OnProgress) => Promise<LoadedArtifact>) =>
    button(label, () => show(read), { "data-at": label });
  return [
    element("span", { class: "muted" }, `${format.size(next)} of ${format.size(size)}`),
    grow("Show more", (onProgress) => readUpTo(host, artifact, next + MORE_BYTES, onProgress)),
    grow("Show all", (onProgress) => loadAll(host, artifact, onProgress)),
  ];
}
