// The server's MCP features, which are the same for all revisions: method handlers and capabilities. Built at boot.

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

/** MCP's primitives. Clients get an empty list for absent ones. */
export interface Primitives {
  tools: readonly Tool[];
  resources?: readonly Resource[];
  resourceTemplates?: readonly ResourceTemplate[];
  prompts?: readonly Prompt[];
}

export interface Features {
  handlers: Handlers;
  /**
   * Returned by `initialize` and `server/discover`. Without `listChanged`, because no list changes during a worker's
   * lifetime.
   */
  capabilities: Readonly<Record<string, object>>;
  /** For each name style, the function that rewrites tool names in texts. */
  spellings: Readonly<Record<NameStyle, Spell>>;
  /** Looks up the target of a request: the called tool and the scopes. */
  targetOf(request: JsonRpcRequest): Target;
  /** The tool's arguments that clients repeat in headers. */
  paramHeadersOf(tool: Tool): readonly ParamHeader[];
}

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
