/// <reference lib="dom" />
// Shows where a link leads, and lets the host open the link only after the user confirms.

import type { App } from "@modelcontextprotocol/ext-apps";
import { element } from "../shared/elements.ts";
import { askUser } from "./dialog.ts";
import { linkOf } from "../shared/link.ts";

/** @param href the link as written in the artifact; untrusted */
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
  askUser("Open this link? It leaves the library and leads to:", details, {
    label: "Open",
    act: () => app.openLink({ url }).catch(() => {}), // a host that refuses tells the user itself
  });
}
