// A tool's zod schemas as JSON Schema 2020-12, as clients and models read them: no more than they use.

import { z } from "zod";

export type JsonObjectSchema = { type: "object"; [keyword: string]: unknown };

/** @param io which side of the tool the schema is of */
export function jsonSchemaOf(schema: z.ZodObject, io: "input" | "output"): JsonObjectSchema {
  const override = io === "input" ? withoutNoise : withoutBounds;
  const { $schema: _, ...jsonSchema } = z.toJSONSchema(schema, { io, override });
  // The default dialect goes without saying (SEP-1613); one that the author names stays.
  const dialect = schema.meta()?.$schema;
  return { ...(dialect !== undefined && { $schema: dialect }), ...jsonSchema, type: "object" };
}

// A description stays, since the few there are keep zod from writing what is nullable as a list of types.
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

// Models read these schemas: what a format already says, and the bounds of JavaScript's own
// integers, only cost them attention.
function withoutNoise({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.format) delete jsonSchema.pattern;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
}
