// Checks that strict validators and model APIs accept the tools' schemas.

import { type Finding, ok, problem } from "../finding.ts";
import * as fixes from "../fixes.ts";
import { isObject, type ListedTool, type Session } from "../session.ts";
import { examples, listed } from "../text.ts";

/** Augment runs AJV in strict mode without formats, and refuses the whole server if one schema fails. */
const STRICT = ["Augment", "Gemini API parameters"];

/** Input and output schemas must have type object (MCP, section Tools). */
export function schemas(tools: readonly ListedTool[]): Finding {
  const wrong = tools.filter(({ inputSchema, outputSchema }) =>
    inputSchema?.type !== "object" || (outputSchema !== undefined && outputSchema.type !== "object")
  );
  if (wrong.length === 0) return ok("schemas", "all schemas have type object");
  const fix = fixes.advice('Give every inputSchema and outputSchema "type": "object".');
  const found = `not of type object: ${examples(wrong.map(({ name }) => name))}`;
  return problem("schemas", found, { affects: "everyone", means: "reject these tools", fix });
}

/** Finds keyword `format`. Some validators throw on unknown formats, and Gemini's `parameters` accept only two. */
export function formats({ isThisProject }: Session, tools: readonly ListedTool[]): Finding {
  const having = tools.filter((tool) => formatsOf(tool).length > 0);
  if (having.length === 0) return ok("formats", "no schema uses keyword format");
  const values = [...new Set(having.flatMap(formatsOf))];
  const fix = isThisProject
    ? fixes.deploy("Deploy the current functions, whose schemas have no format:")
    : fixes.advice(
      "Remove the keyword `format` from published schemas, and check formats in the server.",
    );
  const found = `${having.length} of ${tools.length} use format (${listed(values)}): ${
    examples(having.map(({ name }) => name))
  }`;
  const means = "a strict validator rejects the schema, and with it all tools";
  return problem("formats", found, { affects: STRICT, means, fix });
}

function formatsOf({ inputSchema, outputSchema }: ListedTool): string[] {
  return [...formatsIn(inputSchema), ...formatsIn(outputSchema)];
}

// A property named "format" is not the keyword: its value is a schema, not a string.
function formatsIn(schema: unknown): string[] {
  if (Array.isArray(schema)) return schema.flatMap(formatsIn);
  if (!isObject(schema)) return [];
  return Object.entries(schema).flatMap(([key, inner]) =>
    key === "format" && typeof inner === "string" ? [inner] : formatsIn(inner)
  );
}
