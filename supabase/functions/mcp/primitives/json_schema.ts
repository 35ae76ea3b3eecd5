// Converts a tool's zod schemas to JSON Schema 2020-12, reduced to the keywords that clients and models use.

import * as z from "zod";

export type JsonObjectSchema = { type: "object"; [keyword: string]: unknown };

export function jsonSchemaOf(schema: z.ZodObject, io: "input" | "output"): JsonObjectSchema {
  const override = io === "input" ? withoutNoise : withoutBounds;
  const { $schema: _, ...jsonSchema } = z.toJSONSchema(schema, { io, override });
  // `$schema` is omitted, because 2020-12 is MCP's default dialect (SEP-1613). A dialect that the tool sets is kept.
  const dialect = schema.meta()?.$schema;
  const reduced = io === "input" ? jsonSchema : withoutDescriptions(jsonSchema);
  return { ...(dialect !== undefined && { $schema: dialect }), ...reduced, type: "object" };
}

// Removes descriptions. This must follow zod's conversion, which depends on them: a nullable field becomes `anyOf` with
// a description, and a list of types without one.
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

// For outputs, models need only the types. Output objects are open: clients cache schemas, and must not reject a result
// that has a new field.
function withoutBounds({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  for (const keyword of OUTPUT_NOISE) delete jsonSchema[keyword];
  if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
}

// Removes the bounds of safe integers, which zod adds and which only cost models tokens. Removes `format`, which zod
// still enforces: strict validators reject the whole server for one unknown format, and Gemini allows two formats only.
function withoutNoise({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.format) delete jsonSchema.pattern;
  delete jsonSchema.format;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
}
