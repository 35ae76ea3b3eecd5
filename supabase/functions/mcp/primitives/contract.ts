// A tool's declaration: its contract with the model, required scopes and effect. The store that a tool gets contains
// only the signed-in user's artifacts, so a tool cannot access another user's.

import type * as z from "zod";
import type { Content } from "./content.ts";
import type { ToolContext, UserContext } from "./context.ts";
import type { Effect } from "./effect.ts";
import type { Scope } from "./tool.ts";
import type { Spell } from "../../_shared/tool_names.ts";
import type { ToolView } from "./tool_view.ts";

export interface Contract<Input extends z.ZodObject, Output extends z.ZodObject> {
  /** `group.tool`, or one of the two names that ChatGPT's deep research requires. */
  name: `${string}.${string}` | "search" | "fetch";
  title: string;
  description: string;
  effect: Effect;
  view?: ToolView;
  /** Views may call the tool. Allowed only for read-only tools: code that runs in a view may come from a model. */
  calledByViews?: true;
  /** A function, because building all schemas at boot would slow every cold start. */
  input: () => Input;
  output: () => Output;
  /**
   * The output as text or content blocks, for models and for hosts without views. `json`: exactly one block with the
   * output as JSON.
   * @param spell rewrites tool names for this client
   */
  content: "json" | ((output: z.output<Output>, spell: Spell) => string | Content[]);
}

export interface ProtectedTool<Input extends z.ZodObject, Output extends z.ZodObject>
  extends Contract<Input, Output> {
  requires: readonly [Scope, ...Scope[]];
  run(input: z.output<Input>, user: UserContext, context: ToolContext): Promise<z.input<Output>>;
}

export interface PublicTool<Input extends z.ZodObject, Output extends z.ZodObject>
  extends Contract<Input, Output> {
  /** The user of a caller with all of these scopes is in `context.user`. */
  optionalScopes?: readonly Scope[];
  run(input: z.output<Input>, context: ToolContext): Promise<z.input<Output>>;
}
