/// <reference lib="dom" />
// What is said of an artifact above its content.

import { element } from "../shared/elements.ts";
import type { Host } from "../shared/host.ts";
import { iconOf, labelOf } from "../shared/kind.ts";
import type { Shown } from "./shown.ts";

export function factsOf({ format }: Host, shown: Shown): HTMLElement[] {
  const { title, kind, language, size, version, updated_at, share } = shown;
  const time = element("time", { datetime: updated_at, title: format.time(updated_at) });
  time.textContent = format.ago(updated_at);
  const facts = [
    labelOf(kind) + (language ? ` (${language})` : ""),
    `version ${format.number(version)}`,
    format.size(size),
    ...(share === undefined ? [] : ["shared with you"]),
  ];
  return [
    element("h1", { class: "row" }, iconOf(kind), element("span", { dir: "auto" }, title)),
    element("p", { class: "facts muted" }, `${facts.join(" · ")} · `, time),
  ];
}
