/// <reference lib="dom" />
// One artifact in the gallery.

import type { ArtifactSummary } from "../../artifacts/artifact.ts";
import { button, element } from "../shared/elements.ts";
import type { Format } from "../shared/format.ts";
import { iconOf, labelOf } from "../shared/kind.ts";

export function cardOf(
  format: Format,
  artifact: ArtifactSummary & { excerpt?: string },
  open: () => void,
): HTMLLIElement {
  const { id, title, kind, language, size, tags, updated_at, deleted_at, excerpt } = artifact;
  const when = deleted_at ?? updated_at;
  const time = element("time", { datetime: when, title: format.time(when) }, format.ago(when));
  const about = [labelOf(kind) + (language ? ` (${language})` : ""), format.size(size)];
  // What is in the trash cannot be opened.
  const name = deleted_at === undefined
    ? button(title, open, { class: "link name", dir: "auto", "data-id": id })
    : element("span", { class: "name", dir: "auto" }, title);
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
        `${about.join(" · ")} · ${deleted_at === undefined ? "" : "deleted "}`,
        time,
      ),
      excerpt !== undefined && element("p", { dir: "auto" }, excerpt),
      tags.length > 0 && element("p", { class: "muted" }, tags.map((tag) => `#${tag}`).join(" ")),
    ),
  );
}
