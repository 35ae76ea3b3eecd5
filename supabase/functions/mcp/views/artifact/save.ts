/// <reference lib="dom" />
// Takes a content out of the view: to the clipboard, or as a file.

import type { App } from "@modelcontextprotocol/ext-apps";
import type { Kind } from "../../artifacts/artifact.ts";
import { element } from "../shared/elements.ts";
import { Problem } from "../shared/problem.ts";
import { fileName } from "./file_name.ts";
import type { Shown } from "./shown.ts";

const TYPES: Record<Kind, string> = {
  markdown: "text/markdown",
  code: "text/plain",
  html: "text/html",
  svg: "image/svg+xml",
  mermaid: "text/plain",
  json: "application/json",
  csv: "text/csv",
  text: "text/plain",
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
export async function download(app: App, { title, kind, language, content }: Shown): Promise<void> {
  const mimeType = TYPES[kind];
  const name = fileName(title, kind, language);
  if (app.getHostCapabilities()?.downloadFile) {
    const resource = { uri: `file:///${encodeURIComponent(name)}`, mimeType, text: content };
    await app.downloadFile({ contents: [{ type: "resource", resource }] });
    return;
  }
  const href = URL.createObjectURL(new Blob([content], { type: mimeType }));
  element("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}
