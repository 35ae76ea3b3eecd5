/// <reference lib="dom" />
// What is said of an artifact above its content.

import { element } from "../shared/elements.ts";
import type { Host } from "../shared/host.ts";
import { iconOf, labelOf } from "../shared/kind.ts";
import { plainText, shownTitle } from "../shared/plain_text.ts";
import type { Shown } from "./shown.ts";

export function factsOf({ format }: Host, shown: Shown): HTMLElement[] {
  const { id, title, kind, language, description, size, version, updated_at } = shown;
  const time = element("time", { datetime: updated_at, title: format.time(updated_at) });
  time.textContent = format.ago(updated_at);
  const facts = [
    ` · version ${format.number(version)}`,
    format.size(size),
    ...(id === undefined ? ["shared with you"] : []),
  ];
  const of = language ? [" (", element("bdi", {}, plainText(language)), ")"] : [];
  return [
    element("h1", { class: "row" }, iconOf(kind), element("bdi", {}, shownTitle(title))),
    element("p", { class: "facts muted" }, labelOf(kind), ...of, `${facts.join(" · ")} · `, time),
    ...(description ? [element("p", { dir: "auto" }, plainText(description))] : []),
  ];
}
