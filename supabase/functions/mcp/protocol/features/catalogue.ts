// The tools as clients see them: names, descriptors, and what each requires in the words of the
// connectors.

import { lazy } from "../../async/lazy.ts";
import { isReadOnly } from "../../primitives/effect.ts";
import type { Effect, Tool } from "../../primitives/tool.ts";
import { type NameStyle, type Spell, spellings, underscored } from "../../../_shared/tool_names.ts";
import { type ParamHeader, paramHeadersOf } from "./param_headers.ts";
import { uiMetaOf } from "./ui_meta.ts";

export interface Catalogue {
  /** The tool of a canonical name or of its alias. */
  find(name: string): Tool | undefined;
  /** The arguments of a tool that clients repeat in headers. */
  paramHeadersOf(tool: Tool): readonly ParamHeader[];
  /** How texts that name tools are written, by the form that the client is shown. */
  spellings: Readonly<Record<NameStyle, Spell>>;
  /** Makes `tools` of a `tools/list` result. */
  descriptors(style: NameStyle): readonly ToolDescriptor[];
}

export type ToolDescriptor = ReturnType<typeof descriptorOf>;

/** @throws Error when two tools have a name in common: one could be called in the place of the other */
export function createCatalogue(tools: readonly Tool[]): Catalogue {
  const byName = new Map<string, Tool>();
  for (const tool of tools) {
    for (const name of new Set([tool.name, underscored(tool.name)])) {
      if (byName.has(name)) throw new Error(`Two tools answer to ${name}`);
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
      tools.forEach(headersOf); // none is listed with marks that clients would reject
      return tools.map((tool) => descriptorOf(tool, spelled[style]));
    },
  };
}

function descriptorOf(tool: Tool, spell: Spell) {
  const { title, inputSchema, outputSchema, effect } = tool;
  // Some connectors read the schemes here, some there.
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

/** SEP-1488's shape, as OpenAI's connector reads it; two schemes mean that signing in gives more. */
function schemesOf({ requires, optionalScopes }: Tool) {
  return [
    ...(requires === "public" ? [{ type: "noauth" }] : []),
    ...(optionalScopes.length > 0 ? [{ type: "oauth2", scopes: optionalScopes }] : []),
  ];
}

// All three explicit: an absent hint means the worst to a client, and fails an app's submission. What is
// published leaves the closed world of one library, and what is received comes from outside of it.
function annotationsOf(effect: Effect) {
  return {
    readOnlyHint: isReadOnly(effect),
    destructiveHint: effect === "deletes",
    openWorldHint: effect === "publishes" || effect === "receives",
  };
}
