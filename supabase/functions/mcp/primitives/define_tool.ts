// Turns a tool's declaration into the tool that the protocol lists and calls. All arguments, errors and outputs of
// tools pass through this file.

import type * as z from "zod";
import { StoreRejectedError } from "../artifacts/refusal.ts";
import { lazy } from "../async/lazy.ts";
import { parserOf } from "../artifacts/parser.ts";
import { parseArguments } from "./arguments.ts";
import type { Contract, ProtectedTool, PublicTool } from "./contract.ts";
import type { Content } from "./content.ts";
import type { ToolContext } from "./context.ts";
import { jsonSchemaOf } from "./json_schema.ts";
import { preparedTool } from "./prepared_tools.ts";
import { sentenceFor } from "../artifacts/refusal_sentence.ts";
import type { Requirement, Scope, Tool, ToolOutput } from "./tool.ts";
import { ToolError } from "./tool_error.ts";

/** Defines a tool for signed-in callers who hold every scope in `requires`. */
export function defineTool<Input extends z.ZodObject, Output extends z.ZodObject>(
  tool: ProtectedTool<Input, Output>,
): Tool {
  return prepare(tool, tool.requires, tool.requires, (input, context) => {
    // Unreachable: a call without a user is refused during authentication.
    if (!context.user) throw new Error(`${tool.name} was called without a user`);
    return tool.run(input, context.user, context);
  });
}

/** Defines a tool for all callers. A tool without optional scopes never gets the user's artifacts. */
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
  const input = parserOf(contract.input);
  const output = parserOf(contract.output);
  const inputSchema = lazy(() =>
    preparedTool(name)?.inputSchema ?? jsonSchemaOf(input.schema(), "input")
  );
  const outputSchema = lazy(() =>
    preparedTool(name)?.outputSchema ?? jsonSchemaOf(output.schema(), "output")
  );
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
      const contractOfInput = { name, parser: input, jsonSchema: inputSchema() };
      const { input: args, notes } = parseArguments(contractOfInput, given);
      const result = await run(args, context).catch((error) => {
        throw toolErrorFrom(error, context, notes);
      });
      // Parsing the output removes fields that are not in the schema.
      const structured = output.parse(result);
      if (contract.content === "json") {
        const noted = notes.length === 0 ? structured : { ...structured, input_notes: notes };
        return { structured: noted, content: [textBlock(JSON.stringify(noted))] };
      }
      return withNotes({ structured, content: contract.content(structured, context.spell) }, notes);
    },
  };
}

// Appends the notes to the error message: an ignored field may be the cause, which the model can then correct.
function toolErrorFrom(
  error: unknown,
  { server }: ToolContext,
  notes: readonly string[],
): unknown {
  if (error instanceof StoreRejectedError) {
    return new ToolError([sentenceFor(error.why, server.quota), ...notes].join(" "));
  }
  if (error instanceof ToolError) return new ToolError([error.message, ...notes].join(" "));
  return error;
}

// Adds the notes to both forms of the output: some hosts give the model only the text, others only the structured form.
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
