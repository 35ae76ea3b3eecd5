// The tools as clients see them: names, descriptors, and what each requires in the words of the
// connectors.

import { once } from "../../once.ts";
import type { Effect, Tool } from "../../tools/tool.ts";
import { type ParamHeader, paramHeadersOf } from "./param_headers.ts";
import { uiMetaOf } from "./ui_meta.ts";

/** Which form of the names is advertised; both are always accepted. */
export type NameStyle = "dotted" | "underscored";

export interface Catalogue {
  /** The tool of a canonical name or of its alias. */
  find(name: string): Tool | undefined;
  /** The arguments of that tool which clients repeat in headers. */
  paramHeadersOf(name: string): readonly ParamHeader[];
  /** Makes `tools` of a `tools/list` result. */
  descriptors(): readonly ToolDescriptor[];
}

export type ToolDescriptor = ReturnType<typeof descriptorOf>;

/**
 * @param style some clients refuse a whole list with one dotted name in it (claude.ai takes only
 *   `^[a-zA-Z0-9_-]{1,64}$`); `underscored` advertises `artifact_list` for `artifact.list`
 * @throws Error when two tools have a name in common: one could be called in the place of the other
 */
export function createCatalogue(tools: readonly Tool[], style: NameStyle): Catalogue {
  const byName = new Map<string, Tool>();
  for (const tool of tools) {
    for (const name of new Set([tool.name, underscored(tool.name)])) {
      if (byName.has(name)) throw new Error(`Two tools answer to ${name}`);
      byName.set(name, tool);
    }
  }
  const paramHeaders = new Map(
    tools.map((tool) => [tool, once(() => paramHeadersOf(tool.inputSchema))]),
  );
  const headersOf = (tool: Tool) => paramHeaders.get(tool)?.() ?? [];
  const find = (name: string) => byName.get(name);
  return {
    find,
    paramHeadersOf: (name) => {
      const tool = find(name);
      return tool ? headersOf(tool) : [];
    },
    descriptors: () => {
      tools.forEach(headersOf); // none is listed with marks that clients would reject
      return tools.map((tool) => describe(tool, tools, style));
    },
  };
}

function describe(tool: Tool, tools: readonly Tool[], style: NameStyle) {
  if (style === "dotted") return descriptorOf(tool, tool.name, tool.description);
  return descriptorOf(tool, underscored(tool.name), renamed(tool.description, tools));
}

function underscored(name: string): string {
  return name.replaceAll(".", "_");
}

// A client that takes no dots could not call what the text names.
function renamed(text: string, tools: readonly Tool[]): string {
  return tools.reduce((text, { name }) => text.replaceAll(name, underscored(name)), text);
}

function descriptorOf(tool: Tool, name: string, description: string) {
  const { title, inputSchema, outputSchema, effect } = tool;
  // Some connectors read the schemes here, some there.
  const securitySchemes = schemesOf(tool);
  return {
    name,
    title,
    description,
    inputSchema,
    outputSchema,
    annotations: annotationsOf(effect),
    securitySchemes,
    _meta: { securitySchemes, ...uiMetaOf(tool) },
  };
}

/** SEP-1488's shape, as OpenAI's connector reads it; two schemes mean that signing in gives more. */
function schemesOf({ requires, welcomes }: Tool) {
  return [
    ...(requires === "nobody" ? [{ type: "noauth" }] : []),
    ...(welcomes.length > 0 ? [{ type: "oauth2", scopes: welcomes }] : []),
  ];
}

// All three explicit: an absent hint means the worst to a client, and fails an app's submission. What is
// published leaves the closed world of one library.
function annotationsOf(effect: Effect) {
  return {
    readOnlyHint: effect === "reads",
    destructiveHint: effect === "deletes",
    openWorldHint: effect === "publishes",
  };
}
