// Every published schema compiles in the validators that clients use, in their strictest settings, and
// keeps the rules of the model APIs for functions.

import assert from "node:assert/strict";
import { type Schema, Validator } from "@cfworker/json-schema";
import { Ajv as Draft07 } from "ajv/dist/ajv.js";
import { Ajv2019 } from "ajv/dist/2019.js";
import { Ajv2020 } from "ajv/dist/2020.js";
import { jsonSchemaToZod } from "json-schema-to-zod";
import { z } from "zod";
import { createCatalogue } from "../../../supabase/functions/mcp/protocol/features/catalogue.ts";
import type { JsonObjectSchema } from "../../../supabase/functions/mcp/primitives/json_schema.ts";
import { TOOLS } from "../../../supabase/functions/mcp/tools/mod.ts";

const TOOLS_SHOWN = createCatalogue(TOOLS).descriptors("underscored");
const SCHEMAS = TOOLS_SHOWN.flatMap(({ name, inputSchema, outputSchema }) => [
  [`${name} input`, inputSchema] as const,
  [`${name} output`, outputSchema] as const,
]);

const STRICT = {
  strict: true,
  strictTypes: true,
  strictTuples: true,
  strictRequired: true,
  allowUnionTypes: false,
} as const;
const AJV = { "draft-07": Draft07, "2019-09": Ajv2019, "2020-12": Ajv2020 };

/** An object that no input schema accepts, and no output schema either. */
const WRONG = { id: 5, artifact: 5, title: 5, results: 5, share: 5, query: 5, cursor: 5 };

for (const [name, schema] of SCHEMAS) {
  for (const [draft, Ajv] of Object.entries(AJV)) {
    Deno.test(`AJV ${draft}, strict, without formats: compiles ${name}`, () => {
      const validate = new Ajv(STRICT).compile(schema);
      assert.equal(validate("text"), false);
    });
  }

  Deno.test(`cfworker compiles ${name}`, () => {
    const validator = new Validator(schema as Schema, "2020-12", false);
    assert.equal(validator.validate("text").valid, false);
  });

  Deno.test(`json-schema-to-zod turns ${name} into a schema that runs`, async () => {
    const code = jsonSchemaToZod(schema);
    const url = `data:text/javascript,${encodeURIComponent(`export default (z) => ${code}`)}`;
    const { default: build } = await import(url);
    assert.equal(build(z).safeParse("text").success, false);
  });
}

Deno.test("the validators agree about arguments of the wrong type", () => {
  for (const { name, inputSchema } of TOOLS_SHOWN) {
    const validate = new Ajv2020(STRICT).compile(inputSchema);
    const worker = new Validator(inputSchema as Schema, "2020-12", false);
    assert.equal(validate(WRONG), worker.validate(WRONG).valid, name);
    assert.equal(validate(WRONG), false, name);
  }
});

/** Every schema in a schema, with its path. */
function* parts(schema: unknown, path = "$"): Generator<[path: string, schema: Part]> {
  if (typeof schema !== "object" || schema === null) return;
  const part = schema as Part;
  yield [path, part];
  for (const [name, property] of Object.entries(part.properties ?? {})) {
    yield* parts(property, `${path}.${name}`);
  }
  yield* parts(part.items, `${path}[]`);
  yield* parts(part.additionalProperties, `${path}{}`);
  for (const choice of part.anyOf ?? []) yield* parts(choice, `${path}|`);
}

interface Part {
  type?: unknown;
  properties?: Record<string, unknown>;
  items?: unknown;
  enum?: unknown[];
  anyOf?: unknown[];
  additionalProperties?: unknown;
  [keyword: string]: unknown;
}

for (const [name, schema] of SCHEMAS) {
  Deno.test(`${name} has no format, reference, list of types or composition at its root`, () => {
    assert.equal(schema.type, "object");
    for (const keyword of ["anyOf", "oneOf", "allOf", "not", "enum", "$schema"]) {
      assert.ok(!(keyword in schema), keyword);
    }
    for (const [path, part] of parts(schema)) {
      for (const keyword of ["format", "$ref", "$defs", "definitions", "oneOf", "allOf", "not"]) {
        assert.ok(!(keyword in part), `${path} has ${keyword}`);
      }
      assert.ok(!Array.isArray(part.type), `${path} has a list of types`);
    }
  });
}

/** What Gemini's `parameters` takes: a subset of OpenAPI 3.0's schema object. */
const GEMINI = new Set([
  ...["type", "title", "description", "nullable", "enum", "default", "items", "properties"],
  ...["required", "anyOf", "minItems", "maxItems", "minLength", "maxLength", "pattern"],
  ...["minimum", "maximum", "minProperties", "maxProperties", "propertyOrdering", "example"],
]);

for (const { name, description, inputSchema } of TOOLS_SHOWN) {
  Deno.test(`${name} keeps the rules of OpenAI, Anthropic and Gemini for functions`, () => {
    assert.match(name, /^[a-zA-Z_][a-zA-Z0-9_-]{0,63}$/);
    assert.ok(description.length <= 1_024);
    for (const [path, part] of parts(inputSchema)) {
      const { additionalProperties, ...others } = part;
      // Gemini's own client drops it; OpenAI's strict mode wants it to be false.
      if (part.type === "object") assert.equal(additionalProperties, false, path);
      for (const keyword of Object.keys(others)) {
        assert.ok(GEMINI.has(keyword), `${path} ${keyword}`);
      }
      if (part.type === "array") assert.ok(part.items, `${path} has no items`);
      if (part.enum) assert.equal(part.type, "string", path);
      for (const property of Object.keys(part.properties ?? {})) {
        assert.match(property, /^[a-zA-Z0-9_.-]{1,64}$/, path);
      }
    }
  });
}

Deno.test("the checks see a format, wherever it is", () => {
  const schema: JsonObjectSchema = {
    type: "object",
    properties: { ids: { type: "array", items: { type: "string", format: "uuid" } } },
  };
  assert.ok([...parts(schema)].some(([, part]) => "format" in part));
  assert.throws(() => new Ajv2020(STRICT).compile(schema), /unknown format/);
});
