// Arguments of a tool as its input schema describes them, nearly as it does, and in no way.

import fc from "fast-check";
import { CURSORS, OWN, SHARE, STRANGE } from "./library.ts";
import { Members } from "./json_text.ts";
import { members, oddKey, oddText, oddValue } from "./odd_values.ts";

/** JSON Schema as far as the tools' inputs use it. */
export interface Schema {
  type?: string;
  enum?: unknown[];
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
}

const WORDS = [
  "alpha",
  "beta gamma",
  '"beta gamma"',
  "alpha -zeta",
  "x or alpha",
  "Title",
  "line 2",
];

/** Values that reach further than the schema's type alone, by the property's name. */
const KNOWN: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  id: fc.constantFrom(...OWN, ...OWN, ...STRANGE),
  share: fc.constantFrom(SHARE, SHARE.toUpperCase(), "x".repeat(32)),
  cursor: fc.constantFrom(...CURSORS),
  query: fc.constantFrom(...WORDS),
  version: fc.constantFrom(1, 2),
  expected_version: fc.constantFrom(1, 1, 2),
  find: fc.constantFrom("alpha", "words", "\nwords é", "line"),
};

/** @returns values that the schema takes */
function valid(schema: Schema, name = ""): fc.Arbitrary<unknown> {
  const known = KNOWN[name];
  if (known) return known;
  if (schema.enum) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case "string":
      return fc.oneof(
        fc.constantFrom("alpha", "b,c", "key"),
        fc.string({
          unit: "grapheme",
          minLength: 1,
          maxLength: Math.min(schema.maxLength ?? 40, 40),
        }),
      );
    case "integer":
      return fc.integer({ min: schema.minimum ?? 0, max: schema.maximum ?? 1_000 });
    case "boolean":
      return fc.boolean();
    case "array":
      return fc.array(valid(schema.items ?? {}), { minLength: 1, maxLength: 3 });
    case "object":
      return validObject(schema).map((pairs) => new Members(pairs));
    default:
      return fc.constant(null);
  }
}

type Pairs = (readonly [key: string, value: unknown])[];

function validObject({ properties = {}, required = [] }: Schema): fc.Arbitrary<Pairs> {
  const pairs = Object.entries(properties).map(([name, schema]): fc.Arbitrary<Pairs> => {
    const pair = valid(schema, name).map((value): Pairs => [[name, value]]);
    const left = { weight: required.includes(name) ? 0 : 3, arbitrary: fc.constant<Pairs>([]) };
    return fc.oneof({ weight: 1, arbitrary: pair }, left);
  });
  return fc.tuple(...pairs).map((all) => all.flat());
}

/** @returns arguments for a tool with this schema */
export function argumentsFor(schema: Schema): fc.Arbitrary<unknown> {
  const good = validObject(schema);
  const names = Object.keys(schema.properties ?? {});
  const one = names.length > 0 ? fc.constantFrom(...names) : oddKey;
  return fc.oneof(
    { weight: 3, arbitrary: good.map((pairs) => new Members(pairs)) },
    { weight: 9, arbitrary: fc.tuple(good, one, oddIn(schema)).map(replaced) },
    { weight: 2, arbitrary: fc.tuple(good, oddKey, oddValue).map(added) },
    // The same key again, with another value.
    { weight: 1, arbitrary: fc.tuple(good, one, oddValue).map(added) },
    { weight: 1, arbitrary: fc.tuple(good, fc.nat(8)).map(without) },
    { weight: 1, arbitrary: oddValue },
  );
}

// Where texts are expected, an odd text gets further than anything else.
function oddIn({ properties = {} }: Schema): fc.Arbitrary<unknown> {
  const items = Object.values(properties).flatMap(({ items }) => items ?? []);
  const objects = items.filter(({ type }) => type === "object");
  return fc.oneof(
    { weight: 3, arbitrary: oddText },
    { weight: 3, arbitrary: oddValue },
    { weight: items.length > 0 ? 1 : 0, arbitrary: fc.array(oddText, { maxLength: 11 }) },
    ...objects.map((item) => ({
      weight: 2,
      arbitrary: fc.array(fc.tuple(validObject(item), members(oddKey, oddText)), { maxLength: 60 })
        .map((edits) => edits.map(([pairs, more], at) => at % 3 ? more : new Members(pairs))),
    })),
    ...objects.map((item) => ({
      weight: 3,
      arbitrary: fc.tuple(oddText, oddText).map((texts) => {
        const pairs = Object.keys(item.properties ?? {}).map((name, at) =>
          [name, texts[at]] as const
        );
        return [new Members(pairs)];
      }),
    })),
  );
}

function replaced([pairs, name, value]: [Pairs, string, unknown]): Members {
  return new Members([...pairs.filter(([key]) => key !== name), [name, value]]);
}

function added([pairs, name, value]: [Pairs, string, unknown]): Members {
  return new Members([...pairs, [name, value]]);
}

function without([pairs, at]: [Pairs, number]): Members {
  return new Members(pairs.filter((_, index) => index !== at));
}
