// The catalogue of tools: their names, descriptors and security schemes. A tool's alias is its name with underscores.

import { lazy } from "../../async/lazy.ts";
import { type Effect, isReadOnly } from "../../primitives/effect.ts";
import type { Tool } from "../../primitives/tool.ts";
import { type NameStyle, type Spell, spellings, underscored } from "../../../_shared/tool_names.ts";
import { type ParamHeader, paramHeadersOf } from "./param_headers.ts";
import { uiMetaOf } from "./ui_meta.ts";

export interface Catalogue {
  /** Finds a tool by its canonical name or alias. */
  find(name: string): Tool | undefined;
  /** The tool's arguments that clients repeat in headers. */
  paramHeadersOf(tool: Tool): readonly ParamHeader[];
  /** For each name style, the function that rewrites tool names in texts. */
  spellings: Readonly<Record<NameStyle, Spell>>;
  /** The `tools` of a `tools/list` result. */
  descriptors(style: NameStyle): readonly ToolDescriptor[];
}

export type ToolDescriptor = ReturnType<typeof descriptorOf>;

/** @throws Error when two tools share a name or alias */
export function createCatalogue(tools: readonly Tool[]): Catalogue {
  const byName = new Map<string, Tool>();
  for (const tool of tools) {
    for (const name of new Set([tool.name, underscored(tool.name)])) {
      if (byName.has(name)) throw new Error(`Two tools have the name or alias ${name}`);
      byName.set(name, tool);
    }
  }
  const paramHeaders = new Map(
    tools.map((tool) => [tool, lazy(() => paramHeadersOf(tool.inputSchema))]),
  );
  const headersOf = (tool: Tool) => paramHeaders.get(tool)?.() ?? [];
  const spelled = spellings(tools.map(({ name }) => name));
  return {
    find: (name) => byName.get(name),
    spellings: spelled,
    paramHeadersOf: headersOf,
    descriptors: (style) => {
      tools.forEach(headersOf); // throws if an x-mcp-header is invalid
      return tools.map((tool) => descriptorOf(tool, spelled[style]));
    },
  };
}

function descriptorOf(tool: Tool, spell: Spell) {
  const { title, inputSchema, outputSchema, effect } = tool;
  // Sent twice: some connectors read the schemes from the descriptor, others from its `_meta`.
  const securitySchemes = schemesOf(tool);
  return {
    name: spell(tool.name),
    title,
    description: spell(tool.description),
    inputSchema,
    outputSchema,
    annotations: annotationsOf(effect),
    securitySchemes,
    _meta: { securitySchemes, ...uiMetaOf(tool) },
  };
}

/** Security schemes (SEP-1488), which OpenAI's connector reads. Two schemes mean that sign-in is optional. */
function schemesOf({ requires, optionalScopes }: Tool) {
  return [
    ...(requires === "public" ? [{ type: "noauth" }] : []),
    ...(optionalScopes.length > 0 ? [{ type: "oauth2", scopes: optionalScopes }] : []),
  ];
}

// Every hint is sent: clients assume the worst of an absent hint, and OpenAI rejects the submission of such an app.
// `openWorldHint` is true for tools that publish or receive, since these exchange data with other users.
function annotationsOf(effect: Effect) {
  return {
    readOnlyHint: isReadOnly(effect),
    destructiveHint: effect === "deletes",
    openWorldHint: effect === "publishes" || effect === "receives",
  };
}
