/// <reference lib="dom" />
// Renders one artifact of the list.

import type { ArtifactSummary } from "../../artifacts/artifact.ts";
import { element } from "../shared/elements.ts";
import type { Format } from "../shared/format.ts";
import { iconOf, labelOf } from "../shared/kind.ts";
import { displayTitle, plainText } from "../shared/plain_text.ts";

export function cardOf(
  format: Format,
  artifact: ArtifactSummary & { excerpt?: string },
  open: () => void,
): HTMLLIElement {
  const { id, kind, language, size, tags, description, updated_at, deleted_at, excerpt } = artifact;
  const when = deleted_at ?? updated_at;
  const time = element("time", { datetime: when, title: format.time(when) }, format.ago(when));
  const title = element("bdi", {}, displayTitle(artifact.title));
  const of = language ? [" (", element("bdi", {}, plainText(language)), ")"] : [];
  // Artifacts in the trash have no button, because they cannot be opened.
  const name = deleted_at === undefined
    ? element("button", { type: "button", click: open, class: "link name", "data-id": id }, title)
    : element("span", { class: "name" }, title);
  return element(
    "li",
    {},
    iconOf(kind),
    element(
      "div",
      {},
      name,
      element(
        "p",
        { class: "muted" },
        labelOf(kind),
        ...of,
        ` · ${format.size(size)} · ${deleted_at === undefined ? "" : "deleted "}`,
        time,
      ),
      description !== undefined && element("p", { dir: "auto" }, plainText(description)),
      excerpt !== undefined && element("p", { dir: "auto" }, plainText(excerpt)),
      tags.length > 0 && element("p", { class: "muted" }, ...tags.flatMap(tagOf)),
    ),
  );
}

function tagOf(tag: string): [HTMLElement, string] {
  return [element("bdi", {}, `#${plainText(tag)}`), " "];
}
