// Descriptor metadata for hosts with views: MCP Apps (SEP-1865) and ChatGPT's own keys. Other hosts ignore it.

import type { Tool } from "../../primitives/tool.ts";

/** @returns entries of a descriptor's `_meta` */
export function uiMetaOf({ view, calledByViews }: Tool): Record<string, unknown> {
  const visibility = calledByViews ? ["model", "app"] : ["model"];
  return {
    ui: { ...(view && { resourceUri: view.uri }), visibility },
    ...(view && {
      "ui/resourceUri": view.uri, // the form before SEP-1865 was final, still used by some hosts
      "openai/outputTemplate": view.uri,
      "openai/toolInvocation/invoking": view.invoking,
      "openai/toolInvocation/invoked": view.invoked,
    }),
    ...(calledByViews && { "openai/widgetAccessible": true }),
  };
}
