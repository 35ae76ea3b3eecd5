// Defines tools: from what a tool declares to what the protocol lists and calls. The one place through
// which arguments, refusals and outputs of every tool go.

import type { z } from "zod";
import { StoreRejectedError } from "../artifacts/refusal.ts";
import { lazy } from "../async/lazy.ts";
import { parseArguments } from "./arguments.ts";
import type { Contract, ProtectedTool, PublicTool } from "./contract.ts";
import type { Content } from "./content.ts";
import type { ToolContext } from "./context.ts";
import { jsonSchemaOf } from "./json_schema.ts";
import { sentenceFor } from "../artifacts/refusal_sentence.ts";
import type { Requirement, Scope, Tool, ToolOutput } from "./tool.ts";
import { ToolError } from "./tool_error.ts";

/** Defines a tool for signed-in callers who hold every scope in `requires`. */
export function defineTool<Input extends z.ZodObject, Output extends z.ZodObject>(
  tool: ProtectedTool<Input, Output>,
): Tool {
  return prepare(tool, tool.requires, tool.requires, (input, context) => {
    // The gate guarantees a user.
    if (!context.user) throw new Error(`${tool.name} was called without a user`);
    return tool.run(input, context.user, context);
  });
}

/** Defines a tool for all callers, signed in or not; it gets no artifacts unless it has optional scopes. */
export function definePublicTool<Input extends z.ZodObject, Output extends z.ZodObject>(
  tool: PublicTool<Input, Output>,
): Tool {
  const { optionalScopes = [] } = tool;
  return prepare(tool, "public", optionalScopes, (input, context) => {
    const user = optionalScopes.length > 0 ? context.user : undefined;
    return tool.run(input, { ...context, user });
  });
}

function prepare<Input extends z.ZodObject, Output extends z.ZodObject>(
  contract: Contract<Input, Output>,
  requires: Requirement,
  optionalScopes: readonly Scope[],
  run: (input: z.output<Input>, context: ToolContext) => Promise<z.input<Output>>,
): Tool {
  const { name, title, description, effect, view, calledByViews = false } = contract;
  const [input, output] = [lazy(contract.input), lazy(contract.output)];
  const inputSchema = lazy(() => jsonSchemaOf(input(), "input"));
  const outputSchema = lazy(() => jsonSchemaOf(output(), "output"));
  return {
    name,
    title,
    description,
    requires,
    optionalScopes,
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
      const contractOfInput = { name, schema: input(), jsonSchema: inputSchema() };
      const { input: args, notes } = parseArguments(contractOfInput, given);
      const result = await run(args, context).catch((error) => {
        throw refusalOf(error, context, notes);
      });
      // Parsing the output too means that nothing the schema does not name gets out.
      const structured = output().parse(result);
      if (contract.contentIsJson) {
        const noted = notes.length === 0 ? structured : { ...structured, input_notes: notes };
        return { structured: noted, content: [textBlock(JSON.stringify(noted))] };
      }
      return withNotes({ structured, content: contract.content(structured, context.spell) }, notes);
    },
  };
}

// What a store refuses is something the model can correct; a field that was ignored may be the reason.
function refusalOf(
  error: unknown,
  { server: site }: ToolContext,
  notes: readonly string[],
): unknown {
  const message = error instanceof StoreRejectedError
    ? sentenceFor(error.why, site.quota)
    : error instanceof ToolError
    ? error.message
    : undefined;
  return message === undefined ? error : new ToolError([message, ...notes].join(" "));
}

// In both places: some hosts hand a model the text, others the structured output alone.
function withNotes(
  { structured, content }: { structured: ToolOutput["structured"]; content: string | Content[] },
  notes: readonly string[],
): ToolOutput {
  const blocks = typeof content === "string" ? [textBlock(content)] : content;
  if (notes.length === 0) return { structured, content: blocks };
  return {
    structured: { ...structured, input_notes: notes },
    content: [...blocks, textBlock(notes.join("\n"))],
  };
}

function textBlock(text: string): Content {
  return { type: "text", text };
}
