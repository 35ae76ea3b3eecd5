// Parses what a model passed as arguments; a refusal names every field that is wrong, so that the
// next attempt can be right.

import type { z } from "zod";
import { ToolError } from "./tool_error.ts";

/** Wrong fields told in one refusal; a caller could send any number. */
const MAX_NAMED = 20;

/**
 * The arguments as `schema` reads them.
 * @param name the tool's, for the message
 * @throws {ToolError} naming each missing, unknown or malformed field
 */
export function parseArguments<Input extends z.ZodObject>(
  name: string,
  schema: Input,
  given: unknown,
): z.output<Input> {
  const parsed = schema.safeParse(given ?? {}, { reportInput: true });
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.slice(0, MAX_NAMED).map((issue) => describe(issue, schema))
    .join("; ");
  throw new ToolError(`Invalid arguments for ${name}: ${problems}.`);
}

function describe(issue: z.core.$ZodIssue, schema: z.ZodObject): string {
  const field = issue.path.join(".");
  if (issue.code === "unrecognized_keys") {
    const known = Object.keys(schema.shape).join(", ") || "none";
    return `unknown field ${
      issue.keys.slice(0, MAX_NAMED).map(quote).join(", ")
    } (known fields: ${known})`;
  }
  if (issue.input === undefined) return `${field} is required`;
  return `${field || "arguments"}: ${issue.message}`;
}

// A field name is the caller's text: bounded before it is given back.
function quote(name: string): string {
  return JSON.stringify(name.slice(0, 60));
}
