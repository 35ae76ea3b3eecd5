// What a tool declares: its contract with the model, whom it lets in, and what it may touch. A tool gets
// the signed-in user's artifacts and nothing else; it cannot even name a user.

import type { z } from "zod";
import type { Content } from "./content.ts";
import type { ToolContext, UserContext } from "./context.ts";
import type { Effect, Scope } from "./tool.ts";
import type { Spell } from "../../_shared/tool_names.ts";
import type { ToolView } from "./tool_view.ts";

export interface Contract<Input extends z.ZodObject, Output extends z.ZodObject> {
  /** `room.tool`, or one of the two names that ChatGPT's deep research asks for. */
  name: `${string}.${string}` | "search" | "fetch";
  title: string;
  description: string;
  effect: Effect;
  view?: ToolView;
  /** Only what views need, and nothing that changes anything: what runs in them came from a model. */
  calledByViews?: true;
  /** Made when they are needed: a worker that is started for one call would make those of every tool. */
  input: () => Input;
  output: () => Output;
  /**
   * The output for the model and for users without a view of the data: words, or more than words.
   * @param spell writes a text that names tools
   */
  content(output: z.output<Output>, spell: Spell): string | Content[];
  /** The content is the output as JSON, in one block: nothing else may stand beside it. */
  contentIsJson?: true;
}

export interface ProtectedTool<Input extends z.ZodObject, Output extends z.ZodObject>
  extends Contract<Input, Output> {
  requires: readonly [Scope, ...Scope[]];
  run(input: z.output<Input>, user: UserContext, context: ToolContext): Promise<z.input<Output>>;
}

export interface PublicTool<Input extends z.ZodObject, Output extends z.ZodObject>
  extends Contract<Input, Output> {
  /** Scopes whose holder it knows in `context.user`; without them it knows no user. */
  optionalScopes?: readonly Scope[];
  run(input: z.output<Input>, context: ToolContext): Promise<z.input<Output>>;
}
