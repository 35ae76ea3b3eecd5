/// <reference lib="dom" />
// Copies content to the clipboard, or downloads it as a file.

import type { App } from "@modelcontextprotocol/ext-apps";
import { KINDS } from "../../artifacts/kinds.ts";
import { element } from "../shared/elements.ts";
import { Problem } from "../shared/problem.ts";
import { fileName } from "./file_name.ts";
import type { LoadedArtifact } from "./loaded_artifact.ts";

/** @throws {Problem} if neither clipboard API is available */
export async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Some hosts do not grant views access to the clipboard API. `execCommand` copies a selection without a permission.
    const area = element("textarea", { class: "hidden", "aria-hidden": "true" });
    area.value = text;
    document.body.append(area);
    area.select();
    const copied = document.execCommand("copy");
    area.remove();
    if (!copied) {
      throw new Problem(
        "This app does not let views copy. Select the text and copy it with the keyboard.",
      );
    }
  }
}

/** Downloads through the host if the host supports downloads, otherwise through the browser. */
export async function download(
  app: App,
  { title, kind, language, content }: LoadedArtifact,
): Promise<void> {
  const { mimeType } = KINDS[kind];
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
