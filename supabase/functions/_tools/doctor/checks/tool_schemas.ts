// The schemas of tools, as strict validators and model APIs compile them.

import { fault, type Finding, ok, problem } from "../finding.ts";
import * as fixes from "../fixes.ts";
import { isObject, type ListedTool, type Visit } from "../visit.ts";
import { examples, listed } from "../words.ts";

/** Augment compiles with AJV in strict mode and no formats; one schema that fails, and it refuses the server. */
const STRICT = ["Augment", "Gemini API parameters"];

/** MCP, Tools: an input and an output are objects. */
export function schemas(tools: readonly ListedTool[]): Finding {
  const wrong = tools.filter(({ inputSchema, outputSchema }) =>
    inputSchema?.type !== "object" || (outputSchema !== undefined && outputSchema.type !== "object")
  );
  if (wrong.length === 0) return ok("schemas", "all describe objects");
  const fix = fixes.inWords('Give every inputSchema and outputSchema "type": "object".');
  const found = `not of an object: ${examples(wrong.map(({ name }) => name))}`;
  return problem("schemas", found, fault("everyone", "refuse these tools", fix));
}

/** Keyword `format`: validators without that format throw, and Gemini's `parameters` take two values of it. */
export function formats({ ours }: Visit, tools: readonly ListedTool[]): Finding {
  const having = tools.filter((tool) => formatsOf(tool).length > 0);
  if (having.length === 0) return ok("formats", "no schema has the keyword format");
  const values = [...new Set(having.flatMap(formatsOf))];
  const fix = ours
    ? fixes.deploy("Deploy the present functions, which publish no format:")
    : fixes.inWords("Leave format out of published schemas, and check it in the server.");
  const found = `${having.length} of ${tools.length} use format (${listed(values)}): ${
    examples(having.map(({ name }) => name))
  }`;
  const means = "a strict validator does not compile the schema, and all tools are refused";
  return problem("formats", found, fault(STRICT, means, fix));
}

function formatsOf({ inputSchema, outputSchema }: ListedTool): string[] {
  return [...formatsIn(inputSchema), ...formatsIn(outputSchema)];
}

// A property may be called "format", which is no keyword: its value is then a schema, not a string.
function formatsIn(schema: unknown): string[] {
  if (Array.isArray(schema)) return schema.flatMap(formatsIn);
  if (!isObject(schema)) return [];
  return Object.entries(schema).flatMap(([key, inner]) =>
    key === "format" && typeof inner === "string" ? [inner] : formatsIn(inner)
  );
}
