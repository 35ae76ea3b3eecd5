// Reads the catalogue as clients get it, in both forms of the names: one careless tool can make a
// client refuse all of them.

import assert from "node:assert/strict";
import type { ToolDescriptor } from "../../../supabase/functions/mcp/protocol/features/catalogue.ts";
import { createCatalogue } from "../../../supabase/functions/mcp/protocol/features/catalogue.ts";
import { scopesOf, TOOLS } from "../../../supabase/functions/mcp/tools/mod.ts";
import type { Tool } from "../../../supabase/functions/mcp/tools/tool.ts";
import { startInProcess } from "../in_process.ts";

/** Models pay for every byte of it in every conversation. */
const MAX_LIST_BYTES = 16_000;

const dotted = createCatalogue(TOOLS, "dotted").descriptors;
const underscored = createCatalogue(TOOLS, "underscored").descriptors;

function namesOf(descriptors: readonly ToolDescriptor[]): string[] {
  return descriptors.map(({ name }) => name);
}

Deno.test("the tools are the four of the contract, the one for everybody first", () => {
  assert.deepEqual(namesOf(dotted), [
    "artifact.kinds",
    "artifact.list",
    "artifact.view",
    "artifact.create",
  ]);
});

Deno.test("every name is valid and unique in both forms", () => {
  // The specification's characters, and the narrower ones of claude.ai.
  for (const name of namesOf(dotted)) assert.match(name, /^[A-Za-z0-9_.-]{1,128}$/);
  for (const name of namesOf(underscored)) assert.match(name, /^[a-zA-Z0-9_-]{1,64}$/);
  const all = [...namesOf(dotted), ...namesOf(underscored)];
  assert.equal(new Set(all).size, 2 * TOOLS.length);
});

Deno.test("both forms of a name find the same tool, and nothing else finds any", () => {
  for (const style of ["dotted", "underscored"] as const) {
    const { find } = createCatalogue(TOOLS, style);
    for (const [index, tool] of TOOLS.entries()) {
      assert.equal(find(dotted[index]?.name ?? ""), tool);
      assert.equal(find(underscored[index]?.name ?? ""), tool);
    }
    for (const name of ["", "artifact", "Artifact.list", "artifact-list", "constructor"]) {
      assert.equal(find(name), undefined, name);
    }
  }
});

for (const { name, title, description, annotations, securitySchemes, _meta } of dotted) {
  Deno.test(`${name} is said in a title and whole sentences that fit a dialog`, () => {
    assert.match(title, /^[A-Z].{3,40}[^.]$/);
    assert.match(description, /^[A-Z].{30,400}\.$/);
  });

  Deno.test(`${name} gives all three hints, and destroys nothing`, () => {
    assert.deepEqual(annotations, {
      readOnlyHint: name !== "artifact.create",
      destructiveHint: false,
      openWorldHint: false,
    });
  });

  Deno.test(`${name} says who may call it where either kind of connector looks`, () => {
    const open = name === "artifact.kinds";
    const expected = open ? [{ type: "noauth" }] : [{ type: "oauth2", scopes: ["profile"] }];
    assert.deepEqual(securitySchemes, expected);
    assert.deepEqual(_meta, { securitySchemes: expected });
  });
}

for (const { name, inputSchema, outputSchema } of dotted) {
  for (const [side, schema] of Object.entries({ inputSchema, outputSchema })) {
    Deno.test(`every object in ${name}'s ${side} is closed and requires only what it has`, () => {
      assert.equal(schema.type, "object");
      assert.ok(objectsIn(schema).length > 0);
      for (const object of objectsIn(schema)) {
        assert.equal(object.additionalProperties, false, JSON.stringify(object));
        const { properties = {}, required = [] } = object as JsonObject;
        for (const field of required) assert.ok(field in properties, field);
      }
    });
  }

  Deno.test(`${name} describes every argument`, () => {
    const { properties = {} } = inputSchema as JsonObject;
    for (const [field, property] of Object.entries(properties)) {
      assert.match(property.description ?? "", /^\w.{8,}\.$/, field);
      assert.match(field, /^[a-z]+(_[a-z]+)*$/);
    }
  });
}

interface JsonObject {
  properties?: Record<string, { description?: string }>;
  required?: string[];
  additionalProperties?: unknown;
}

/** Every schema of an object inside a schema, itself included. */
function objectsIn(schema: unknown): JsonObject[] {
  if (typeof schema !== "object" || schema === null) return [];
  const own = (schema as { type?: unknown }).type === "object" ? [schema as JsonObject] : [];
  return [...own, ...Object.values(schema).flatMap(objectsIn)];
}

Deno.test(`the answer to tools/list stays under ${MAX_LIST_BYTES} bytes`, async () => {
  const response = await startInProcess().post({ jsonrpc: "2.0", id: 1, method: "tools/list" });
  const { byteLength } = await response.bytes();
  Deno.stdout.writeSync(new TextEncoder().encode(`tools/list: ${byteLength} bytes\n`));
  assert.ok(byteLength > 1_000 && byteLength < MAX_LIST_BYTES, `${byteLength} bytes`);
});

Deno.test("the scopes are those that some tool requires, each once", () => {
  assert.deepEqual(scopesOf(TOOLS), ["profile"]);
  assert.deepEqual(scopesOf(TOOLS.filter(({ requires }) => requires === "nobody")), []);
  const requiring = (...requires: string[]) => ({ requires }) as unknown as Tool;
  assert.deepEqual(scopesOf([requiring("a", "b"), requiring("b", "c")]), ["a", "b", "c"]);
});
