/// <reference lib="dom" />
// The lines above the content: title, kind, version, size, age and description.

import { element } from "../shared/elements.ts";
import type { Host } from "../shared/host.ts";
import { iconOf, labelOf } from "../shared/kind.ts";
import { displayTitle, plainText } from "../shared/plain_text.ts";
import type { LoadedArtifact } from "./loaded_artifact.ts";

export function summaryLine({ format }: Host, artifact: LoadedArtifact): HTMLElement[] {
  const { id, title, kind, language, description, size, version, updated_at } = artifact;
  const time = element("time", { datetime: updated_at, title: format.time(updated_at) });
  time.textContent = format.ago(updated_at);
  const parts = [
    ` · version ${format.number(version)}`,
    format.size(size),
    ...(id === undefined ? ["shared with you"] : []),
  ];
  const of = language ? [" (", element("bdi", {}, plainText(language)), ")"] : [];
  return [
    element("h1", { class: "row" }, iconOf(kind), element("bdi", {}, displayTitle(title))),
    element("p", { class: "facts muted" }, labelOf(kind), ...of, `${parts.join(" · ")} · `, time),
    ...(description ? [element("p", { dir: "auto" }, plainText(description))] : []),
  ];
}
