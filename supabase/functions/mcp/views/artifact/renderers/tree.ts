/// <reference lib="dom" />
// Renders JSON as a collapsible tree. A node's members are created when the user opens the node.

import { button, element } from "../../shared/elements.ts";
import type { Format } from "../../shared/format.ts";
import { plainText } from "../../shared/plain_text.ts";
import { Problem } from "../../shared/problem.ts";
import type { Renderer } from "./renderer.ts";
import { markInvisible } from "./signs.ts";

/** Members of one page. */
const PAGE = 200;
/** Characters of one page. */
const PAGE_CHARACTERS = 50_000;
/** Characters shown of one string. */
const MAX_TEXT = 2_000;

export const renderTree: Renderer = ({ content }, { host }) => {
  return element("div", { class: "tree" }, node(undefined, parsed(content), host.format, true));
};

function parsed(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch (error) {
    const reason = plainText(error instanceof Error ? error.message : String(error));
    throw new Problem(`This content is not valid JSON: ${reason}`);
  }
}

function node(key: string | undefined, value: unknown, format: Format, open = false): HTMLElement {
  const part = (kind: string, text: string, after = "") =>
    markInvisible(element("span", { class: kind }, shortened(text, format) + after));
  const name = key === undefined ? undefined : part("key", key, ": ");
  if (typeof value !== "object" || value === null) {
    const type = value === null ? "null" : typeof value;
    return element("div", {}, name, part(type, JSON.stringify(value)));
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
  let end = from;
  let characters = 0;
  while (end < entries.length && end - from < PAGE && characters < PAGE_CHARACTERS) {
    const [key, value] = entries[end++]!;
    characters += Math.min(MAX_TEXT, key.length + (typeof value === "string" ? value.length : 0));
    members.append(node(key, value, format));
  }
  const left = entries.length - end;
  if (left <= 0) return;
  const more = button(`${format.number(left)} more`, () => {
    more.remove();
    grow(members, entries, format, end);
  });
  members.append(more);
}

function shortened(text: string, format: Format): string {
  if (text.length <= MAX_TEXT) return text;
  const left = format.number(text.length - MAX_TEXT);
  return `${text.slice(0, MAX_TEXT).toWellFormed()}… (${left} more characters)`;
}
