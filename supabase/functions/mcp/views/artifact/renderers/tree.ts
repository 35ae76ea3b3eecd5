/// <reference lib="dom" />
// JSON as a tree that folds. What is folded is not made yet.

import { button, element } from "../../shared/elements.ts";
import type { Format } from "../../shared/format.ts";
import { Problem } from "../../shared/problem.ts";
import type { Renderer } from "./renderer.ts";

/** Members shown at a time. */
const PAGE = 200;

export const renderTree: Renderer = ({ content }, { host }) => {
  return element("div", { class: "tree" }, node(undefined, parsed(content), host.format, true));
};

function parsed(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch (error) {
    throw new Problem(`This is not JSON: ${error instanceof Error ? error.message : error}`);
  }
}

function node(key: string | undefined, value: unknown, format: Format, open = false): HTMLElement {
  const name = key === undefined ? undefined : element("span", { class: "key" }, `${key}: `);
  if (typeof value !== "object" || value === null) {
    const type = value === null ? "null" : typeof value;
    return element("div", {}, name, element("span", { class: type }, JSON.stringify(value)));
  }
  const entries = Object.entries(value);
  const count = format.number(entries.length);
  const about = Array.isArray(value) ? `[ ${count} ]` : `{ ${count} }`;
  const members = element("div", { class: "members" });
  const details = element(
    "details",
    { open },
    element("summary", {}, name, element("span", { class: "muted" }, about)),
    members,
  );
  const fill = () => {
    if (details.open && !members.hasChildNodes()) grow(members, entries, format);
  };
  details.addEventListener("toggle", fill);
  fill();
  return details;
}

function grow(members: HTMLElement, entries: [string, unknown][], format: Format, from = 0): void {
  members.append(
    ...entries.slice(from, from + PAGE).map(([key, value]) => node(key, value, format)),
  );
  const left = entries.length - from - PAGE;
  if (left <= 0) return;
  const more = button(`${format.number(left)} more`, () => {
    more.remove();
    grow(members, entries, format, from + PAGE);
  });
  members.append(more);
}
