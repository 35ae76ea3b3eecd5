// ui://artifact/…: the views that hosts show of results (MCP Apps, SEP-1865), and what draws diagrams in
// them. The same for everybody, and read by a host when it first needs one, so loaded then.

import type { ResourceContents, ResourceTemplate } from "./resource.ts";

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

const READERS: Record<string, () => Promise<ResourceContents>> = {
  view: async () => await page((await import("../views/built/artifact.ts")).default),
  list: async () => await page((await import("../views/built/list.ts")).default),
  mermaid: async () => ({
    mimeType: "application/gzip",
    blob: (await import("../views/built/mermaid.ts")).default,
  }),
};

/** Kept compressed: a runtime may read all modules at its start, also those that it loads later. */
async function page(gzip: string): Promise<ResourceContents> {
  const bytes = Uint8Array.from(atob(gzip), (character) => character.charCodeAt(0));
  const text = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return {
    mimeType: "text/html;profile=mcp-app",
    text: await new Response(text).text(),
    _meta: META,
  };
}

export default {
  uriTemplate: "ui://artifact/{name}/{version}",
  name: "artifact view",
  title: "What shows artifacts in a conversation",
  description: "Pages for hosts with MCP Apps, as the tools name them.",
  requires: [],
  // Whatever the version: a host that still knows an older address gets what there is now.
  async read({ name = "" }) {
    return Object.hasOwn(READERS, name) ? await READERS[name]?.() : undefined;
  },
} satisfies ResourceTemplate;
