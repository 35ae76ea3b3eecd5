// Arguments as clients really send them, turned into what a tool's schema asks for, before any tool runs.
// Models and gateways fill optional fields with null or "", send JSON text where a list or a number is
// expected, and add fields of their own. Nothing required is made up here.

import { isObject } from "../json/value.ts";
import {
  createTextBudget,
  jsonText,
  parsed,
  parsedOrText,
  scalarOf,
  type TextBudget,
} from "../json/text.ts";

/** JSON Schema; of its keywords, `type`, `properties`, `required`, `items` and bounds of lists are read. */
type JsonSchema = Readonly<Record<string, unknown>>;

/** What came, as the schema would have it; still unchecked. */
export interface ClientArguments {
  args: unknown;
  /** Fields that the schema does not have, as the client wrote them. */
  ignored: Names;
  /** Paths of fields that came as another type and are used as their JSON text. */
  asJsonText: Names;
}

/** The first names, and how many there are: a body of 4 MiB holds a million. */
export interface Names {
  first: string[];
  count: number;
  /** Of unknown fields: the object they stood in, and the fields that it has. */
  known: Map<string, string[]>;
}

/** Arguments being read, and what their JSON texts may still hold. */
interface Reading extends ClientArguments {
  budget: TextBudget;
}

const MAX_NAMES = 10;
/** Items of a list whose schema names no most. */
const MAX_ITEMS = 1_000;

/** @param given `params.arguments`: an object or its JSON text; empty ones of any type are none */
export function readClientArguments(schema: JsonSchema, given: unknown): ClientArguments {
  const none = () => ({ first: [], count: 0, known: new Map() });
  const budget = createTextBudget();
  const found: Reading = { args: given, ignored: none(), asJsonText: none(), budget };
  const value = typeof given === "string" ? parsedOrText(given, budget) : given;
  if (isEmpty(value)) found.args = {};
  else if (isObject(value)) found.args = readObject(schema, value, "", found);
  return found;
}

function add(names: Names, parent: string, name: string, properties?: object): void {
  if (names.count++ >= MAX_NAMES) return;
  names.first.push(parent + name);
  if (properties) names.known.set(parent, Object.keys(properties));
}

// An absent value, and an empty list: some languages write an empty object so.
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
    // A required text may be empty; what is optional and empty was left out.
    if (!required.includes(name) && isLeftOut(properties[name], value)) continue;
    fields[name] = readValue(properties[name], value, path + name, found);
  }
  return fields;
}

// An empty list means something where the schema allows one: no tags, but never no edits.
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
      const object = typeof value === "string" ? parsed(value, found.budget, isObject) : value;
      return isObject(object) ? readObject(schema, object, `${path}.`, found) : value;
    }
    case "array": {
      const list = typeof value === "string" ? parsed(value, found.budget, Array.isArray) : value;
      if (!Array.isArray(list)) return value;
      // One more than may be says that they are too many, and zod makes an issue of each wrong one.
      const most = typeof schema.maxItems === "number" ? schema.maxItems : MAX_ITEMS;
      return list.filter((item) => item !== null).slice(0, most + 1)
        .map((item, index) => readValue(schema.items, item, `${path}.${index}`, found));
    }
    case "integer":
    case "number":
      return typeof value === "string" ? scalarOf(value, found.budget, isNumber) ?? value : value;
    case "boolean":
      return typeof value === "string" ? scalarOf(value, found.budget, isBoolean) ?? value : value;
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
