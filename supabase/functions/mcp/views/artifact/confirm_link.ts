/// <reference lib="dom" />
// Links lead out of the conversation, so the person sees where to before the host opens anything.

import type { App } from "@modelcontextprotocol/ext-apps";
import { button, element } from "../shared/elements.ts";

export function confirmLink(app: App, url: string): void {
  const cancel = button("Cancel", () => dialog.close());
  const dialog = element(
    "dialog",
    { "aria-labelledby": "link-question", close: () => dialog.remove() },
    element("p", { id: "link-question" }, "Open this link? It leads out of the library."),
    element("p", {}, element("code", {}, url)),
    element(
      "div",
      { class: "row" },
      button("Open", () => {
        dialog.close();
        app.openLink({ url }).catch(() => {}); // the host said no, to the person too
      }),
      cancel,
    ),
  );
  document.body.append(dialog);
  dialog.showModal();
  cancel.focus();
}
