// A tool's zod schemas as JSON Schema 2020-12, as clients and models read them: no more than they use.

import { z } from "zod";

export type JsonObjectSchema = { type: "object"; [keyword: string]: unknown };

/** @param io which side of the tool the schema is of */
export function jsonSchemaOf(schema: z.ZodObject, io: "input" | "output"): JsonObjectSchema {
  const override = io === "input" ? withoutNoise : withoutBounds;
  const { $schema: _, ...jsonSchema } = z.toJSONSchema(schema, { io, override });
  // The default dialect goes without saying (SEP-1613); one that the author names stays.
  const dialect = schema.meta()?.$schema;
  const told = io === "input" ? jsonSchema : withoutDescriptions(jsonSchema);
  return { ...(dialect !== undefined && { $schema: dialect }), ...told, type: "object" };
}

// At the end only: what is nullable has a description to keep zod from writing it as a list of types.
function withoutDescriptions<Schema>(schema: Schema): Schema {
  return JSON.parse(JSON.stringify(schema, (key, value) => {
    return key === "description" && typeof value === "string" ? undefined : value;
  }));
}

const BESIDES_TYPES = [
  "enum",
  "format",
  "pattern",
  "minimum",
  "maximum",
  "propertyNames",
] as const;

// Of an answer a model needs the types. Open, since clients keep these schemas: a field that is added one
// day must not make them refuse answers.
function withoutBounds({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  for (const keyword of BESIDES_TYPES) delete jsonSchema[keyword];
  if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
}

// Models read these schemas: the bounds of JavaScript's own integers only cost them attention. And no
// `format`, which is enforced all the same: strict validators refuse a whole server for one they do not
// know, and Gemini's function declarations allow two.
function withoutNoise({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.format) delete jsonSchema.pattern;
  delete jsonSchema.format;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
}
