// Normalizes arguments to a tool's schema. Models and gateways fill optional fields with null or "", send JSON text for
// lists and numbers, and add unknown fields. Missing required fields stay missing.

import { isObject } from "../json/value.ts";
import {
  createParseBudget,
  jsonText,
  parseAs,
  type ParseBudget,
  parseOrText,
  parseScalar,
} from "../json/text.ts";

/** JSON Schema; only `type`, `properties`, `required`, `items`, `minItems` and `maxItems` are used. */
type JsonSchema = Readonly<Record<string, unknown>>;

/** Normalized arguments, not yet validated. */
export interface ClientArguments {
  args: unknown;
  /** Fields that are not in the schema. */
  ignored: Names;
  /** Paths of text fields whose value had another type and became JSON text. */
  asJsonText: Names;
}

/** Field names: the first ten, and the total count. A body of 4 MiB can contain a million names. */
export interface Names {
  first: string[];
  count: number;
  /** The allowed fields of each object that has unknown fields, by the object's path. */
  known: Map<string, string[]>;
}

/** The result so far, and the remaining budget for parsing JSON texts. */
interface Reading extends ClientArguments {
  budget: ParseBudget;
}

const MAX_NAMES = 10;
/** The maximum length of a list whose schema has no `maxItems`. */
const MAX_ITEMS = 1_000;

/** @param given `params.arguments`: an object or its JSON text; empty values count as `{}` */
export function readClientArguments(schema: JsonSchema, given: unknown): ClientArguments {
  const none = () => ({ first: [], count: 0, known: new Map() });
  const budget = createParseBudget();
  const found: Reading = { args: given, ignored: none(), asJsonText: none(), budget };
  const value = typeof given === "string" ? parseOrText(given, budget) : given;
  if (isEmpty(value)) found.args = {};
  else if (isObject(value)) found.args = readObject(schema, value, "", found);
  return found;
}

function add(names: Names, parent: string, name: string, properties?: object): void {
  if (names.count++ >= MAX_NAMES) return;
  names.first.push(parent + name);
  if (properties) names.known.set(parent, Object.keys(properties));
}

// Some languages serialize an empty object as an empty list.
function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === "" ||
    (Array.isArray(value) && value.length === 0);
}

function readObject(
  schema: JsonSchema,
  given: Record<string, unknown>,
  path: string,
  found: Reading,
): Record<string, unknown> {
  const properties = isObject(schema.properties) ? schema.properties : {};
  const required: unknown[] = Array.isArray(schema.required) ? schema.required : [];
  const fields: Record<string, unknown> = {};
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(properties, name)) {
      add(found.ignored, path, name, properties);
      continue;
    }
    const value = given[name];
    if (value === null) continue;
    // A required text may be empty; an empty optional value counts as absent.
    if (!required.includes(name) && isLeftOut(properties[name], value)) continue;
    fields[name] = readValue(properties[name], value, path + name, found);
  }
  return fields;
}

// An empty text counts as absent, and so does an empty list that the schema forbids. Empty `tags` are a value; empty
// `edits` count as absent.
function isLeftOut(schema: unknown, value: unknown): boolean {
  if (value === "") return true;
  const mayBeEmpty = !isObject(schema) || schema.minItems === undefined;
  return Array.isArray(value) && value.length === 0 && !mayBeEmpty;
}

function readValue(
  schema: unknown,
  value: unknown,
  path: string,
  found: Reading,
): unknown {
  if (!isObject(schema)) return value;
  switch (schema.type) {
    case "object": {
      const object = typeof value === "string" ? parseAs(value, found.budget, isObject) : value;
      return isObject(object) ? readObject(schema, object, `${path}.`, found) : value;
    }
    case "array": {
      const list = typeof value === "string" ? parseAs(value, found.budget, Array.isArray) : value;
      if (!Array.isArray(list)) return value;
      // Keeps one item above the limit, which is enough for zod's error. zod reports each wrong item, so more would
      // cost time.
      const maxItems = typeof schema.maxItems === "number" ? schema.maxItems : MAX_ITEMS;
      return list.filter((item) => item !== null).slice(0, maxItems + 1)
        .map((item, index) => readValue(schema.items, item, `${path}.${index}`, found));
    }
    case "integer":
    case "number":
      return typeof value === "string"
        ? parseScalar(value, found.budget, isNumber) ?? value
        : value;
    case "boolean":
      return typeof value === "string"
        ? parseScalar(value, found.budget, isBoolean) ?? value
        : value;
    case "string":
      return typeof value === "string" ? value : textOf(value, path, found);
    default:
      return value;
  }
}

function textOf(value: unknown, path: string, found: Reading): unknown {
  const text = jsonText(value);
  if (text === undefined) return value;
  add(found.asJsonText, "", path);
  return text;
}

function isNumber(value: unknown): value is number {
  return typeof value === "number";
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === "boolean";
}
