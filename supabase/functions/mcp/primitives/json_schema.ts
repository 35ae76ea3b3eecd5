// Converts a tool's zod schemas to JSON Schema 2020-12, reduced to the keywords that clients and models use.

import * as z from "zod";

export type JsonObjectSchema = { type: "object"; [keyword: string]: unknown };

export function jsonSchemaOf(schema: z.ZodObject, io: "input" | "output"): JsonObjectSchema {
  const override = io === "input" ? withoutNoise : withoutBounds;
  const { $schema: _, ...jsonSchema } = z.toJSONSchema(schema, { io, override });
  // The default dialect is omitted (SEP-1613); an explicit one is kept.
  const dialect = schema.meta()?.$schema;
  const reduced = io === "input" ? jsonSchema : withoutDescriptions(jsonSchema);
  return { ...(dialect !== undefined && { $schema: dialect }), ...reduced, type: "object" };
}

// Must run after zod's conversion, which depends on descriptions: a nullable field with a description
// becomes `anyOf`, and one without becomes a list of types.
function withoutDescriptions<Schema>(schema: Schema): Schema {
  return JSON.parse(JSON.stringify(schema, (key, value) => {
    return key === "description" && typeof value === "string" ? undefined : value;
  }));
}

const OUTPUT_NOISE = [
  "enum",
  "format",
  "pattern",
  "minimum",
  "maximum",
  "propertyNames",
] as const;

// For outputs, models need only the types. Objects are open: clients cache schemas, and a later field must not make
// them reject results.
function withoutBounds({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  for (const keyword of OUTPUT_NOISE) delete jsonSchema[keyword];
  if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
}

// The bounds of JavaScript's safe integers only cost models tokens. `format` is enforced but not published: strict
// validators reject the whole server for one unknown format, and Gemini's function declarations allow only two formats.
function withoutNoise({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.format) delete jsonSchema.pattern;
  delete jsonSchema.format;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
}
