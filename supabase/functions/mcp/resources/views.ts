// ui://artifact/…: the views, which hosts show instead of tool results (MCP Apps, SEP-1865), and the diagram library
// that they load. Public, loaded on first read. The URIs are unique to this build.

import { lazy } from "../async/lazy.ts";
import { SharedText } from "../json/shared_text.ts";
import { ARTIFACT_VIEW, LIST_VIEW, MERMAID } from "../views/built/uris.ts";
import type { Resource, ResourceContents } from "../primitives/resource.ts";

const META = {
  ui: {
    // No domains, because views load nothing from the network. The host passes them data and the diagram library.
    csp: { connectDomains: [], resourceDomains: [], frameDomains: [], baseUriDomains: [] },
    permissions: { clipboardWrite: {} }, // for the copy button
    prefersBorder: true,
  },
  "openai/widgetCSP": { connect_domains: [], resource_domains: [] },
  "openai/widgetPrefersBorder": true,
};

const PAGE_TYPE = "text/html;profile=mcp-app";
const LIBRARY_TYPE = "application/gzip";

/**
 * Decompresses a view's page. Its module holds gzip, to keep the module small: a runtime may read all modules at start.
 */
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

/**
 * The pages of views, and their diagram library. Pages are listed, because some hosts read their CSP only from the
 * list.
 */
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
    uri: MERMAID,
    name: "diagrams",
    title: "Draws diagrams in a view",
    mimeType: LIBRARY_TYPE,
    unlisted: true,
    read: lazy(() => library(import("../views/built/mermaid.ts"))),
  },
];

// A view's page, which is in resources/list. It is decompressed once, for all callers.
function listed(
  uri: string,
  name: string,
  title: string,
  read: () => Promise<ResourceContents>,
): Resource {
  return { uri, name, title, mimeType: PAGE_TYPE, _meta: META, read: lazy(read) };
}
