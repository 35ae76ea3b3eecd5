// What a tool is: its contract with the model, whom it lets in, and what it may touch. A tool gets
// the signed-in person's artifacts and nothing else; it cannot even name a user.

import { z } from "zod";
import { Refused } from "../artifacts/refusal.ts";
import { once } from "../once.ts";
import { parseArguments } from "./arguments.ts";
import type { Content } from "./content.ts";
import type { SignedIn, ToolContext } from "./context.ts";
import { type JsonObjectSchema, jsonSchemaOf } from "./json_schema.ts";
import { sentenceFor } from "./refusal_sentence.ts";
import { ToolError } from "./tool_error.ts";
import type { ToolView } from "./tool_view.ts";

/** The OAuth scopes there are. */
export type Scope = "profile";

/** Who may call a tool: callers holding all of these scopes, or anybody. */
export type Requirement = readonly [Scope, ...Scope[]] | "nobody";

/** What a tool does to the world; all three annotation hints follow, so they cannot disagree. */
export type Effect = "reads" | "creates" | "changes" | "publishes" | "deletes";

/** What a call gives: data as the output schema says, and the same for reading. */
export interface ToolOutput {
  structured: Record<string, unknown>;
  content: Content[];
}

/** A tool as the protocol sees it, with everything about it prepared. */
export interface Tool {
  /** Canonical dotted name. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly requires: Requirement;
  /** Scopes with which it does more: those required, or those that a tool for everybody welcomes. */
  readonly welcomes: readonly Scope[];
  readonly effect: Effect;
  readonly view: ToolView | undefined;
  /** Whether views may call it, besides the model. */
  readonly calledByViews: boolean;
  /** JSON Schema 2020-12 of the arguments and of the structured output. */
  readonly inputSchema: JsonObjectSchema;
  readonly outputSchema: JsonObjectSchema;
  /**
   * Runs the tool.
   * @param input the arguments as they came
   * @throws {ToolError} when the arguments or the state of things do not allow it
   * @throws {InputRequired} when the client must be asked first
   * @throws {InvalidState} when the client did not give back what it was given
   */
  call(input: unknown, context: ToolContext): Promise<ToolOutput>;
}

interface Contract<Input extends z.ZodObject, Output extends z.ZodObject> {
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
  /** The output for the model and for people without a view of the data: words, or more than words. */
  content(output: z.output<Output>): string | Content[];
}

interface ProtectedTool<Input extends z.ZodObject, Output extends z.ZodObject>
  extends Contract<Input, Output> {
  requires: readonly [Scope, ...Scope[]];
  run(input: z.output<Input>, user: SignedIn, context: ToolContext): Promise<z.input<Output>>;
}

interface PublicTool<Input extends z.ZodObject, Output extends z.ZodObject>
  extends Contract<Input, Output> {
  /** Scopes whose holder it knows in `context.user`; nobody unless given. */
  welcomes?: readonly Scope[];
  run(input: z.output<Input>, context: ToolContext): Promise<z.input<Output>>;
}

/** Defines a tool for signed-in callers who hold every scope in `requires`. */
export function defineTool<Input extends z.ZodObject, Output extends z.ZodObject>(
  tool: ProtectedTool<Input, Output>,
): Tool {
  return prepare(tool, tool.requires, tool.requires, (input, context) => {
    // Not reachable through the gate; without a person there is no store to run on.
    if (!context.user) throw new Error(`${tool.name} was called without a signed-in person`);
    return tool.run(input, context.user, context);
  });
}

/** Defines a tool for everybody, signed in or not; it is given nobody's artifacts unless it welcomes. */
export function definePublicTool<Input extends z.ZodObject, Output extends z.ZodObject>(
  tool: PublicTool<Input, Output>,
): Tool {
  const { welcomes = [] } = tool;
  return prepare(tool, "nobody", welcomes, (input, context) => {
    const user = welcomes.length > 0 ? context.user : undefined;
    return tool.run(input, { ...context, user });
  });
}

function prepare<Input extends z.ZodObject, Output extends z.ZodObject>(
  contract: Contract<Input, Output>,
  requires: Requirement,
  welcomes: readonly Scope[],
  run: (input: z.output<Input>, context: ToolContext) => Promise<z.input<Output>>,
): Tool {
  const { name, title, description, effect, view, calledByViews = false } = contract;
  const [input, output] = [once(contract.input), once(contract.output)];
  const inputSchema = once(() => jsonSchemaOf(input(), "input"));
  const outputSchema = once(() => jsonSchemaOf(output(), "output"));
  return {
    name,
    title,
    description,
    requires,
    welcomes,
    effect,
    view,
    calledByViews,
    get inputSchema() {
      return inputSchema();
    },
    get outputSchema() {
      return outputSchema();
    },
    async call(given, context) {
      const result = await run(parseArguments(name, input(), given), context).catch((error) => {
        // What a store refuses is something the model can mend.
        if (!(error instanceof Refused)) throw error;
        throw new ToolError(sentenceFor(error.why, context.site.quota));
      });
      // Parsing the output too means that nothing the schema does not name gets out.
      const structured = output().parse(result);
      const content = contract.content(structured);
      return {
        structured,
        content: typeof content === "string" ? [{ type: "text", text: content }] : content,
      };
    },
  };
}
