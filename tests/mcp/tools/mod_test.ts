// Reads the catalogue as clients get it, in both forms of the names: one careless tool can make a
// client refuse all of them.

import assert from "node:assert/strict";
import {
  createCatalogue,
  type ToolDescriptor,
} from "../../../supabase/functions/mcp/protocol/features/catalogue.ts";
import { scopesOf } from "../../../supabase/functions/_shared/protected_resource.ts";
import { TOOLS } from "../../../supabase/functions/mcp/tools/mod.ts";
import type { Effect } from "../../../supabase/functions/mcp/primitives/effect.ts";
import type { Tool } from "../../../supabase/functions/mcp/primitives/tool.ts";
import { requireRows } from "./missing_row.ts";
import { startInProcess } from "../in_process.ts";
import { modern } from "../modern_request.ts";

/** Models pay for every byte of it in every conversation; `_meta` is for hosts, and stays with them. */
const MAX_LIST_BYTES = 16_000;
const MAX_META_BYTES = 2_900;

const dotted = createCatalogue(TOOLS).descriptors("dotted");
const underscored = createCatalogue(TOOLS).descriptors("underscored");

function namesOf(descriptors: readonly ToolDescriptor[]): string[] {
  return descriptors.map(({ name }) => name);
}

const NOAUTH = { type: "noauth" };
const OAUTH = { type: "oauth2", scopes: ["profile"] };

/** Every tool, in the order clients see them: what it does, and who may call it. */
const CONTRACT: readonly [name: string, effect: Effect, schemes: object[]][] = [
  ["artifact.kinds", "reads", [NOAUTH, OAUTH]],
  ["artifact.list", "reads", [OAUTH]],
  ["artifact.view", "reads", [OAUTH]],
  ["artifact.create", "creates", [OAUTH]],
  ["artifact.update", "changes", [OAUTH]],
  ["artifact.history", "reads", [OAUTH]],
  ["artifact.restore", "changes", [OAUTH]],
  ["artifact.delete", "deletes", [OAUTH]],
  ["artifact.share", "publishes", [OAUTH]],
  ["artifact.unshare", "changes", [OAUTH]],
  ["artifact.open", "receives", [NOAUTH]],
  ["artifact.export", "reads", [OAUTH]],
  ["search", "reads", [OAUTH]],
  ["fetch", "reads", [OAUTH]],
];

Deno.test("CONTRACT has one row for each tool, in the order of TOOLS", () => {
  requireRows(
    "tests/mcp/tools/mod_test.ts",
    "CONTRACT",
    CONTRACT.map(([name]) => name),
    TOOLS,
    (name) => `["${name}", "reads", [OAUTH]], with its effect; [NOAUTH] if it is public`,
  );
  assert.deepEqual(namesOf(dotted), CONTRACT.map(([name]) => name));
  assert.deepEqual(TOOLS.map(({ effect }) => effect), CONTRACT.map(([, effect]) => effect));
});

Deno.test("every name is valid and unique in both forms", () => {
  // The specification's characters, and the narrower ones of claude.ai.
  for (const name of namesOf(dotted)) assert.match(name, /^[A-Za-z0-9_.-]{1,128}$/);
  for (const name of namesOf(underscored)) assert.match(name, /^[a-zA-Z0-9_-]{1,64}$/);
  assert.equal(new Set(namesOf(dotted)).size, TOOLS.length);
  assert.equal(new Set(namesOf(underscored)).size, TOOLS.length);
  const bare = namesOf(dotted).filter((name) => namesOf(underscored).includes(name));
  assert.deepEqual(bare, ["search", "fetch"]);
});

Deno.test("both forms of a name find the same tool, and nothing else finds any", () => {
  const { find } = createCatalogue(TOOLS);
  for (const [index, tool] of TOOLS.entries()) {
    assert.equal(find(dotted[index]?.name ?? ""), tool);
    assert.equal(find(underscored[index]?.name ?? ""), tool);
  }
  for (const name of ["", "artifact", "Artifact.list", "artifact-list", "constructor"]) {
    assert.equal(find(name), undefined, name);
  }
});

for (const { name, title, description } of dotted) {
  Deno.test(`${name} is said in a title and whole sentences that fit a dialog`, () => {
    assert.match(title, /^[A-Z].{3,40}[^.]$/);
    assert.match(description, /^[A-Z].{30,400}\.$/);
  });
}

for (const [name, effect, expected] of CONTRACT) {
  const { annotations, securitySchemes, _meta } = dotted.find((tool) => tool.name === name) ??
    assert.fail(`CONTRACT in tests/mcp/tools/mod_test.ts: remove ${name}, TOOLS does not have it`);

  Deno.test(`${name} gives all three hints, as it ${effect}`, () => {
    assert.deepEqual(annotations, {
      readOnlyHint: effect === "reads" || effect === "receives",
      destructiveHint: effect === "deletes",
      openWorldHint: effect === "publishes" || effect === "receives",
    });
  });

  Deno.test(`${name} says who may call it where either kind of connector looks`, () => {
    assert.deepEqual(securitySchemes, expected);
    assert.deepEqual(_meta.securitySchemes, expected);
  });
}

for (const { name, inputSchema, outputSchema } of dotted) {
  for (const [side, schema] of Object.entries({ inputSchema, outputSchema })) {
    const closed = side === "inputSchema";
    Deno.test(`every object in ${name}'s ${side} is ${closed ? "closed" : "open"} and requires only what it has`, () => {
      assert.equal(schema.type, "object");
      assert.ok(objectsIn(schema).length > 0);
      for (const object of objectsIn(schema)) {
        assert.equal(object.additionalProperties === false, closed, JSON.stringify(object));
        const { properties = {}, required = [] } = object as JsonObject;
        for (const field of required) assert.ok(field in properties, field);
      }
    });
  }

  Deno.test(`the types in ${name}'s schemas are no lists, and all that its outputSchema says`, () => {
    assert.doesNotMatch(JSON.stringify([inputSchema, outputSchema]), /"type":\[/);
    assert.doesNotMatch(JSON.stringify(outputSchema), /"(enum|format|pattern|m(in|ax)\w+)":/);
  });

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

for (const names of ["dotted", "underscored"] as const) {
  Deno.test(`the answer to tools/list stays under ${MAX_LIST_BYTES} bytes, names ${names}`, async () => {
    const { post } = startInProcess({ names });
    const { message, headers } = modern("tools/list");
    const legacy = await post({ jsonrpc: "2.0", id: 1, method: "tools/list" });
    for (const answer of [legacy, await post(message, headers)]) {
      const { result } = await answer.json();
      const meta = bytesOf(result.tools.map(({ _meta }: ToolDescriptor) => _meta));
      const list = bytesOf(result) - meta;
      const sizes = `tools/list: ${list} bytes, and ${meta} of _meta. It must stay below ` +
        `${MAX_LIST_BYTES} and ${MAX_META_BYTES}: shorten descriptions of tools and arguments`;
      Deno.stdout.writeSync(new TextEncoder().encode(`${sizes}\n`));
      assert.ok(list > 10_000 && list < MAX_LIST_BYTES && meta < MAX_META_BYTES, sizes);
    }
  });
}

function bytesOf(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}

Deno.test("to clients that take no dots, no description names a tool with one", () => {
  assert.match(JSON.stringify(dotted), /artifact\.update/);
  assert.doesNotMatch(JSON.stringify(underscored), /artifact\.[a-z]/);
});

Deno.test("the scopes are those that some tool requires, each once", () => {
  assert.deepEqual(scopesOf(TOOLS), ["profile"]);
  assert.deepEqual(scopesOf(TOOLS.filter(({ requires }) => requires === "public")), []);
  const requiring = (...requires: string[]) => ({ requires }) as unknown as Tool;
  assert.deepEqual(scopesOf([requiring("a", "b"), requiring("b", "c")]), ["a", "b", "c"]);
});
