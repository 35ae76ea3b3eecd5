// The values that are tried for each argument, by its name. An argument that is not here fails the suite: its
// hostile values must be added.

import { EDITS } from "./edits.ts";
import { MANY_VERSIONS, OLD_KEY, type UserName } from "./filling.ts";
import { QUERIES, queryOf } from "./queries.ts";
import type { Scene } from "./scene.ts";
import { type Room, TEXTS } from "./texts.ts";

/** JSON Schema as far as inputs use it. */
export interface Schema {
  type?: string;
  enum?: unknown[];
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  maxItems?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
}

export interface Value {
  name: string;
  /** Absent = it does not grow. */
  room?: Room;
  /** The caller; default: the probe's user. */
  user?: UserName;
  value(room: Room): unknown;
  /** Other arguments that make it worse. */
  others?: Record<string, unknown>;
  /** Content of the artifact that is called for, which is made for it. */
  content?(room: Room): string;
}

type Family = (schema: Schema, scene: Scene, tool: string) => Value[];

/** Of a content, which no schema tells. */
const CONTENT: Room = { amount: 1024 * 1024, unit: "bytes" };
/** Of a text without a limit of its own: the largest body, nearly. */
const UNLIMITED: Room = { amount: 4 * 1024 * 1024 - 2_000, unit: "bytes" };

/** All, a third or a ninth of the families of texts are tried: a short text can do little harm. */
const [ALL, SOME, FEW] = [1, 3, 9];

const roomOf = ({ maxLength }: Schema): Room =>
  maxLength === undefined ? UNLIMITED : { amount: maxLength, unit: "characters" };

/** @param every of how many families one is tried */
const texts = (every: number, room?: Room): Family => (schema) =>
  Object.entries(TEXTS).filter((_, index) => index % every === 0).map(([name, write]) => ({
    name,
    room: room ?? roomOf(schema),
    value: write,
  }));

const fixed = (...values: unknown[]): Family => () =>
  values.map((value) => ({ name: JSON.stringify(value), value: () => value }));

const queries: Family = ({ maxLength = 1_000 }) =>
  QUERIES.flatMap((template) =>
    (["rows", "large"] as const).map((user): Value => ({
      ...{ name: `${template} (${user})`, user },
      value: () => queryOf(template, maxLength),
    }))
  );

const many: Family = ({ maxItems = 10, items = {} }, scene, tool) =>
  texts(SOME)(items, scene, tool).map((value) => ({
    ...value,
    value: (room) => Array.from({ length: maxItems }, () => value.value(room)),
  }));

const edits: Family = () =>
  Object.entries(EDITS).map(([name, make]) => ({
    name,
    room: CONTENT,
    content: (room) => make(room).content,
    value: (room) => make(room).edits,
  }));

/** Edits as JSON texts, each with a list in place of a text, in as many as a body has room for. */
const textsOfLists: Family = () =>
  ["0", "{}", "[]", '""'].map((item): Value => ({
    name: `JSON texts of lists of ${item}`,
    room: UNLIMITED,
    value({ amount }) {
      const list = `[${Array(Math.min(99_000, amount)).fill(item).join(",")}]`;
      const text = `{"find":"nowhere","replace":${list}}`;
      // Quotes are escaped in it.
      const length = JSON.stringify(text).length + 1;
      return Array(Math.max(1, Math.floor(amount / length))).fill(text);
    },
  }));

/** Unwrapping an id takes quadratic time on this. */
const BLANKS: Value = {
  name: "blanks inside",
  room: { amount: 64 * 1024, unit: "bytes" },
  value: ({ amount }) => `a${" ".repeat(amount)}a`,
};

const ids: Family = (_schema, scene) => [
  BLANKS,
  ...[...scene.stored].map(([name, { id, user }]) => ({ name, user, value: () => id })),
  ...texts(FEW)({}, scene, "").slice(0, 3),
];

const shares: Family = (schema, scene, tool) => [
  ...[...scene.shares].map((share, number) => ({ name: `share ${number}`, value: () => share })),
  ...texts(SOME)(schema, scene, tool),
];

const EXTREMES = ["0", "1", "50000", "99999", "2147483647"];

/** Those that were given out, and the same with other numbers in them. */
const cursors: Family = (schema, scene, tool) => {
  const known = [...scene.cursors.get(tool) ?? []];
  const changed = known.flatMap((cursor) => {
    const parts = atob(cursor.replaceAll("-", "+").replaceAll("_", "/")).split(" ");
    const at = parts.flatMap((part, index) => /^\d+$/.test(part) ? [index] : []);
    return at.flatMap((index) =>
      EXTREMES.map((number) => btoa(parts.with(index, number).join(" ")))
    );
  }).map((text) => text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, ""));
  return [
    ...[...known, ...changed].map((cursor): Value => ({ name: cursor, value: () => cursor })),
    ...texts(FEW)(schema, scene, tool),
  ];
};

/** More than any limit. */
const BEYOND = 2_147_483_647;

const numbers = (...more: number[]): Family => ({ minimum, maximum }) =>
  [minimum, maximum, ...more].filter((number) => number !== undefined)
    .map((number) => ({ name: String(number), value: () => number }));

/** The same numbers, of an artifact that has much of what they count. */
const numbersOf = (of: string, ...more: number[]): Family => (schema, scene, tool) => {
  const worst = scene.stored.get(of);
  return numbers(...more)(schema, scene, tool).map((value) => ({
    ...value,
    ...(worst && { user: worst.user, others: { id: worst.id } }),
  }));
};

const kinds: Family = ({ enum: known = [] }) =>
  known.map((kind) => ({ name: String(kind), value: () => kind }));

export const ARGUMENTS: Readonly<Record<string, readonly Family[]>> = {
  id: [ids],
  title: [texts(SOME)],
  kind: [kinds],
  content: [texts(ALL, CONTENT)],
  language: [texts(FEW)],
  description: [texts(SOME)],
  tags: [many],
  tag: [texts(FEW), fixed("tag", "tag5")],
  idempotency_key: [
    texts(FEW),
    () => [{ name: OLD_KEY, user: "versions", value: () => OLD_KEY }],
  ],
  query: [queries, texts(SOME)],
  edits: [edits, textsOfLists],
  share: [shares],
  cursor: [cursors],
  expected_version: [numbers(1)],
  version: [numbersOf(MANY_VERSIONS, 1, 50_000, 100_000)],
  offset: [numbersOf("control characters", 1, 500_000, 1_000_000)],
  limit: [numbersOf("control characters", BEYOND)],
  expires_in_days: [numbers()],
  forever: [fixed(false)],
  trashed: [fixed(true, false)],
};
