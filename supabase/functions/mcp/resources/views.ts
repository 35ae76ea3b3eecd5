// ui://artifact/…: the views that hosts show of results (MCP Apps, SEP-1865), and what draws diagrams in
// them. The same for all users, and loaded when a host first reads one. Only the addresses of
// this build answer.

import { lazy } from "../async/lazy.ts";
import { SharedText } from "../json/shared_text.ts";
import { ARTIFACT_VIEW, LIST_VIEW, MERMAID } from "../views/built/uris.ts";
import type { Resource, ResourceContents } from "../primitives/resource.ts";

const META = {
  ui: {
    // Nothing: all there is comes with the page, or through the host.
    csp: { connectDomains: [], resourceDomains: [], frameDomains: [], baseUriDomains: [] },
    permissions: { clipboardWrite: {} }, // for the button that copies
    prefersBorder: true,
  },
  "openai/widgetCSP": { connect_domains: [], resource_domains: [] },
  "openai/widgetPrefersBorder": true,
};

const PAGE_TYPE = "text/html;profile=mcp-app";
const LIBRARY_TYPE = "application/gzip";

/** Kept compressed: a runtime may read all modules at its start, also those that it loads later. */
async function page(module: Promise<{ default: string }>): Promise<ResourceContents> {
  const { default: gzip } = await module;
  const bytes = Uint8Array.from(atob(gzip), (character) => character.charCodeAt(0));
  const text = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return {
    mimeType: PAGE_TYPE,
    text: new SharedText(await new Response(text).text()),
    _meta: META,
  };
}

async function library(module: Promise<{ default: string }>): Promise<ResourceContents> {
  return { mimeType: LIBRARY_TYPE, blob: new SharedText((await module).default) };
}

/** The pages that tools name: some hosts read a view's policy from the list alone. */
export const VIEWS: readonly Resource[] = [
  listed(
    ARTIFACT_VIEW,
    "artifact view",
    "Shows an artifact",
    () => page(import("../views/built/artifact.ts")),
  ),
  listed(
    LIST_VIEW,
    "library view",
    "Shows the library",
    () => page(import("../views/built/list.ts")),
  ),
  {
    ...{ uri: MERMAID, name: "diagrams", title: "Draws diagrams in a view" },
    ...{ mimeType: LIBRARY_TYPE, unlisted: true },
    read: lazy(() => library(import("../views/built/mermaid.ts"))),
  },
];

// Read once; all callers get the same bytes.
function listed(
  uri: string,
  name: string,
  title: string,
  read: () => Promise<ResourceContents>,
): Resource {
  return { uri, name, title, mimeType: PAGE_TYPE, _meta: META, read: lazy(read) };
}
