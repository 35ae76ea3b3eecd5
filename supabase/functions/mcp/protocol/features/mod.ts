// What this server offers over MCP, whatever the revision: the methods of its primitives, and the
// capabilities that announce them. Made once, at boot.

import type { Prompt } from "../../primitives/prompt.ts";
import type { Resource, ResourceTemplate } from "../../primitives/resource.ts";
import type { Tool } from "../../primitives/tool.ts";
import type { NameStyle, Spell } from "../../../_shared/tool_names.ts";
import type { JsonRpcRequest } from "../json_rpc.ts";
import type { Target } from "../target.ts";
import { createTargets } from "./targets.ts";
import { createCatalogue } from "./catalogue.ts";
import type { Handlers } from "./handler.ts";
import type { ParamHeader } from "./param_headers.ts";
import { promptHandlers } from "./prompts.ts";
import { resourceHandlers } from "./resources.ts";
import { toolHandlers } from "./tools.ts";

/** MCP's three primitives; what is left out is offered as an empty list. */
export interface Primitives {
  tools: readonly Tool[];
  resources?: readonly Resource[];
  resourceTemplates?: readonly ResourceTemplate[];
  prompts?: readonly Prompt[];
}

export interface Features {
  handlers: Handlers;
  /**
   * As `initialize` and `server/discover` tell them. Nothing changes while a worker lives, so there is
   * no `listChanged`.
   */
  capabilities: Readonly<Record<string, object>>;
  /** How texts that name tools are written, by the form that the client is shown. */
  spellings: Readonly<Record<NameStyle, Spell>>;
  /** What a request names. */
  targetOf(request: JsonRpcRequest): Target;
  /** The arguments of a tool that clients repeat in headers. */
  paramHeadersOf(tool: Tool): readonly ParamHeader[];
}

/** Prepares everything that does not depend on a request. */
export function createFeatures(primitives: Primitives): Features {
  const { tools, resources = [], resourceTemplates = [], prompts = [] } = primitives;
  const catalogue = createCatalogue(tools);
  const handlers = new Map([
    ...toolHandlers(catalogue),
    ...resourceHandlers(resources, resourceTemplates),
    ...promptHandlers(prompts),
  ]);
  const completions = handlers.has("completion/complete") ? { completions: {} } : {};
  return {
    handlers,
    spellings: catalogue.spellings,
    capabilities: { tools: {}, resources: {}, prompts: {}, ...completions },
    targetOf: createTargets(catalogue, resourceTemplates),
    paramHeadersOf: catalogue.paramHeadersOf,
  };
}
