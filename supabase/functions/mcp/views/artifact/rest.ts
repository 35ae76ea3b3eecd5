/// <reference lib="dom" />
// The rest of a long content: how far reading it has come, and buttons that read more.

import { button, element } from "../shared/elements.ts";
import type { Host } from "../shared/host.ts";
import { type Progress, readTo, type Shown, whole } from "./shown.ts";

/** Added by "Show more". All of the content is drawn again, so one piece would be too little. */
const MORE_BYTES = 256 * 1024;

export function progressOf({ format }: Host, { next = 0, size }: Shown): HTMLElement[] {
  const label = `Reading: ${format.size(next)} of ${format.size(size)}`;
  const bar = { max: `${size}`, value: `${next}`, "aria-hidden": "true" };
  return [element("progress", bar), element("span", {}, label)];
}

/** @param show shows what comes of reading */
export function restOf(
  host: Host,
  shown: Shown,
  show: (read: (each: Progress) => Promise<Shown>) => void,
): HTMLElement[] {
  const { next, size } = shown;
  if (next === undefined) return [];
  const { format } = host;
  const grow = (label: string, read: (each: Progress) => Promise<Shown>) =>
    button(label, () => show(read), { "data-at": label });
  return [
    element("span", { class: "muted" }, `${format.size(next)} of ${format.size(size)}`),
    grow("Show more", (each) => readTo(host, shown, next + MORE_BYTES, each)),
    grow("Show all", (each) => whole(host, shown, each)),
  ];
}
