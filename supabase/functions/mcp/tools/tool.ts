// What a tool is: its contract with the model, whom it lets in, and what it may touch. A tool gets
// the signed-in person's artifacts and nothing else; it cannot even name a user.

import { z } from "zod";
import { type ArtifactStore, FieldRefused } from "../artifacts/artifact.ts";
import { parseArguments } from "./arguments.ts";
import type { ClientInput } from "./client_input.ts";
import type { Content } from "./content.ts";
import { ToolError } from "./tool_error.ts";

/** The OAuth scopes there are. */
export type Scope = "profile";

/** Who may call a tool: callers holding all of these scopes, or anybody. */
export type Requirement = readonly [Scope, ...Scope[]] | "nobody";

/** What a tool does to the world; all three annotation hints follow, so they cannot disagree. */
export type Effect = "reads" | "creates";

/** What a protected tool works with. */
export interface SignedIn {
  artifacts: ArtifactStore;
}

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
  readonly effect: Effect;
  /** JSON Schema 2020-12 of the arguments and of the structured output. */
  readonly inputSchema: JsonObjectSchema;
  readonly outputSchema: JsonObjectSchema;
  /**
   * Runs the tool.
   * @param input the arguments as they came
   * @param user present exactly when the tool is protected
   * @throws {ToolError} when the arguments or the state of things do not allow it
   * @throws {InputRequired} when the client must be asked first
   * @throws {InvalidState} when the client did not give back what it was given
   */
  call(input: unknown, user: SignedIn | undefined, client: ClientInput): Promise<ToolOutput>;
}

export type JsonObjectSchema = { type: "object"; [keyword: string]: unknown };

interface Contract<Input extends z.ZodObject, Output extends z.ZodObject> {
  name: `${string}.${string}`;
  title: string;
  description: string;
  effect: Effect;
  input: Input;
  output: Output;
  /** The output for the model and for people without a view of the data: words, or more than words. */
  content(output: z.output<Output>): string | Content[];
}

interface ProtectedTool<Input extends z.ZodObject, Output extends z.ZodObject>
  extends Contract<Input, Output> {
  requires: readonly [Scope, ...Scope[]];
  run(input: z.output<Input>, user: SignedIn, client: ClientInput): Promise<z.input<Output>>;
}

interface PublicTool<Input extends z.ZodObject, Output extends z.ZodObject>
  extends Contract<Input, Output> {
  run(input: z.output<Input>, client: ClientInput): Promise<z.input<Output>>;
}

/** Defines a tool for signed-in callers who hold every scope in `requires`. */
export function defineTool<Input extends z.ZodObject, Output extends z.ZodObject>(
  tool: ProtectedTool<Input, Output>,
): Tool {
  return prepare(tool, tool.requires, (input, user, client) => {
    // Not reachable through the gate; without a person there is no store to run on.
    if (!user) throw new Error(`${tool.name} was called without a signed-in person`);
    return tool.run(input, user, client);
  });
}

/** Defines a tool for everybody, signed in or not; it is given nobody's artifacts. */
export function definePublicTool<Input extends z.ZodObject, Output extends z.ZodObject>(
  tool: PublicTool<Input, Output>,
): Tool {
  return prepare(tool, "nobody", (input, _user, client) => tool.run(input, client));
}

function prepare<Input extends z.ZodObject, Output extends z.ZodObject>(
  contract: Contract<Input, Output>,
  requires: Requirement,
  run: (
    input: z.output<Input>,
    user: SignedIn | undefined,
    client: ClientInput,
  ) => Promise<z.input<Output>>,
): Tool {
  const { name, title, description, effect, input, output } = contract;
  return {
    name,
    title,
    description,
    requires,
    effect,
    inputSchema: jsonSchemaOf(input, "input"),
    outputSchema: jsonSchemaOf(output, "output"),
    async call(given, user, client) {
      const result = await run(parseArguments(name, input, given), user, client).catch(refusal);
      // Parsing the output too means that nothing the schema does not name gets out.
      const structured = output.parse(result);
      const content = contract.content(structured);
      return {
        structured,
        content: typeof content === "string" ? [{ type: "text", text: content }] : content,
      };
    },
  };
}

// What a store refuses although the schema let it pass is still something the model can mend.
function refusal(error: unknown): never {
  if (!(error instanceof FieldRefused)) throw error;
  throw new ToolError(
    `The library does not take ${error.field} as given, and nothing was saved. Change it and try again.`,
  );
}

function jsonSchemaOf(schema: z.ZodObject, io: "input" | "output"): JsonObjectSchema {
  const { $schema: _, ...jsonSchema } = z.toJSONSchema(schema, { io, override: withoutNoise });
  // The default dialect goes without saying (SEP-1613); one that the author names stays.
  const dialect = schema.meta()?.$schema;
  return { ...(dialect !== undefined && { $schema: dialect }), ...jsonSchema, type: "object" };
}

// Models read these schemas: what a format already says, and the bounds of JavaScript's own
// integers, only cost them attention.
function withoutNoise({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.format) delete jsonSchema.pattern;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
}
