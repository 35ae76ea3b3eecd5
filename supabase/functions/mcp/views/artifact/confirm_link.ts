/// <reference lib="dom" />
// Links lead out of the conversation, so the user sees where to before the host opens anything.

import type { App } from "@modelcontextprotocol/ext-apps";
import { element } from "../shared/elements.ts";
import { askUser } from "./dialog.ts";
import { linkOf } from "../shared/link.ts";

/** @param href as the artifact has it */
export function confirmLink(app: App, href: string): void {
  const link = linkOf(href);
  if ("refused" in link) return askUser(link.refused, []);
  const { url, host, mail = [], warning } = link;
  const details = [
    element("p", { class: "host" }, element("bdi", {}, host)),
    ...(warning === undefined ? [] : [element("p", { class: "problem" }, warning)]),
    ...mail.map((line) => element("p", { class: "mail" }, element("bdi", {}, line))),
    element("p", {}, element("code", { class: "url" }, url)),
  ];
  askUser("Open this link? It leads out of the library, to:", details, {
    label: "Open",
    act: () => app.openLink({ url }).catch(() => {}), // the host said no, to the user too
  });
}
