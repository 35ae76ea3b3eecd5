// Metadata of a tool descriptor for hosts with views: keys of MCP Apps (SEP-1865) and ChatGPT. Other hosts ignore them.

import type { Tool } from "../../primitives/tool.ts";

/** @returns entries for `_meta` of the descriptor */
export function uiMetaOf({ view, calledByViews }: Tool): Record<string, unknown> {
  const visibility = calledByViews ? ["model", "app"] : ["model"];
  return {
    ui: { ...(view && { resourceUri: view.uri }), visibility },
    ...(view && {
      "ui/resourceUri": view.uri, // from drafts of SEP-1865; some hosts still read it
      "openai/outputTemplate": view.uri,
      "openai/toolInvocation/invoking": view.invoking,
      "openai/toolInvocation/invoked": view.invoked,
    }),
    ...(calledByViews && { "openai/widgetAccessible": true }),
  };
}
