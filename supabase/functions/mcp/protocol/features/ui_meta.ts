// What a tool's descriptor tells hosts that show views: MCP Apps (SEP-1865), and ChatGPT in its own words.
// Hosts without views pass over it.

import type { Tool } from "../../primitives/tool.ts";

/** @returns members of a descriptor's `_meta` */
export function uiMetaOf({ view, calledByViews }: Tool): Record<string, unknown> {
  const visibility = calledByViews ? ["model", "app"] : ["model"];
  return {
    ui: { ...(view && { resourceUri: view.uri }), visibility },
    ...(view && {
      "ui/resourceUri": view.uri, // the form before SEP-1865 was final, which some hosts still read
      "openai/outputTemplate": view.uri,
      "openai/toolInvocation/invoking": view.invoking,
      "openai/toolInvocation/invoked": view.invoked,
    }),
    ...(calledByViews && { "openai/widgetAccessible": true }),
  };
}
