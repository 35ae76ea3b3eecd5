// Parses the arguments that a model sent. An error names the wrong fields, so that the model can correct all at once.
// Harmless deviations are accepted, with a note to the model.

import type * as z from "zod";
import type { Parser } from "../artifacts/parser.ts";
import { type ClientArguments, type Names, readClientArguments } from "./client_arguments.ts";
import type { JsonObjectSchema } from "./json_schema.ts";
import { ToolError } from "./tool_error.ts";

/** The maximum number of wrong fields in an error message. */
const MAX_NAMED = 10;
/** The maximum number of characters of a field's name in a message. */
const MAX_NAME = 40;

/** A tool's name, and its input schema in two forms. */
interface InputContract<Input extends z.ZodObject> {
  name: string;
  parser: Pick<Parser<Input>, "safeParse">;
  jsonSchema: JsonObjectSchema;
}

/**
 * @returns the parsed arguments, and notes for the model
 * @throws {ToolError} naming the missing and malformed fields, at most 10
 */
export function parseArguments<Input extends z.ZodObject>(
  { name, parser, jsonSchema }: InputContract<Input>,
  given: unknown,
): { input: z.output<Input>; notes: string[] } {
  const read = readClientArguments(jsonSchema, given);
  const notes = notesOn(read);
  // zod's option `reportInput` stays off: with it, zod adds the whole input to each issue.
  const parsed = parser.safeParse(read.args);
  if (parsed.success) return { input: parsed.data, notes };
  const problems = parsed.error.issues.slice(0, MAX_NAMED)
    .map((issue) => describe(issue, read.args)).join("; ");
  throw new ToolError([`Invalid arguments for ${name}: ${problems}.`, ...notes].join(" "));
}

function describe({ path, message }: z.core.$ZodIssue, args: unknown): string {
  const field = path.join(".");
  return valueAt(args, path) === undefined
    ? `${field} is required`
    : `${field || "arguments"}: ${message}`;
}

function valueAt(args: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce((value, key) => (value as Record<PropertyKey, unknown>)[key], args);
}

function notesOn({ ignored, asJsonText }: ClientArguments): string[] {
  return [
    ...(ignored.count > 0
      ? [`Ignored unknown fields: ${named(ignored)} (${knownTo(ignored)}).`]
      : []),
    ...(asJsonText.count > 0
      ? [`Converted to JSON text, since only text is allowed: ${named(asJsonText)}.`]
      : []),
  ];
}

function knownTo({ known }: Names): string {
  const lists = [...known].slice(0, 2).map(([parent, fields]) => {
    const names = fields.join(", ") || "none";
    return `known fields${parent === "" ? "" : ` of ${parent.slice(0, -1)}`}: ${names}`;
  });
  return lists.join("; ");
}

// Field names are client input, so a message repeats only the first ones, each shortened.
function named({ first, count }: Names): string {
  const quoted = first.map((name) => JSON.stringify(printable(name.slice(0, MAX_NAME))));
  const more = count - first.length;
  return [...quoted, ...(more > 0 ? [`${more} more`] : [])].join(", ");
}

// Replaces characters outside ASCII. Each takes up to four tokens, so the names of unknown fields could fill the
// result.
function printable(name: string): string {
  return name.replace(/[^ -~]/g, "?");
}
