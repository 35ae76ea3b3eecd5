/// <reference lib="dom" />
// Takes a content out of the view: to the clipboard, or as a file.

import type { App } from "@modelcontextprotocol/ext-apps";
import type { Kind } from "../../artifacts/artifact.ts";
import { element } from "../shared/elements.ts";
import { Problem } from "../shared/problem.ts";
import type { Shown } from "./shown.ts";

const FILES: Record<Kind, [extension: string, type: string]> = {
  markdown: ["md", "text/markdown"],
  code: ["txt", "text/plain"],
  html: ["html", "text/html"],
  svg: ["svg", "image/svg+xml"],
  mermaid: ["mmd", "text/plain"],
  json: ["json", "application/json"],
  csv: ["csv", "text/csv"],
  text: ["txt", "text/plain"],
};

/** @throws {Problem} when the browser does not let a view write to the clipboard */
export async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Hosts do not always pass the permission on; selecting and copying needs none.
    const area = element("textarea", { class: "hidden", "aria-hidden": "true" });
    area.value = text;
    document.body.append(area);
    area.select();
    const copied = document.execCommand("copy");
    area.remove();
    if (!copied) throw new Problem("This host does not let views copy: select the text instead.");
  }
}

/** Through the host where it saves files, else by the browser. */
export async function download(app: App, { title, kind, content }: Shown): Promise<void> {
  const [extension, mimeType] = FILES[kind];
  const name = fileName(title, extension);
  if (app.getHostCapabilities()?.downloadFile) {
    const resource = { uri: `file:///${encodeURIComponent(name)}`, mimeType, text: content };
    await app.downloadFile({ contents: [{ type: "resource", resource }] });
    return;
  }
  const href = URL.createObjectURL(new Blob([content], { type: mimeType }));
  element("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}

/** A title as the name of a file: no path, nothing a system could stumble over. */
function fileName(title: string, extension: string): string {
  const stem = title.replace(/[\p{C}\\/:*?"<>|]+/gu, " ").replace(/^[. ]+|[. ]+$/g, "").slice(
    0,
    80,
  );
  const known = new RegExp(`\\.${extension}$`, "i").test(stem) || /\.[a-z]{1,4}$/i.test(stem);
  return known ? stem : `${stem || "artifact"}.${extension}`;
}
