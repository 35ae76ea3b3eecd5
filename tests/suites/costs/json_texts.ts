// Families of JSON values that are hostile to parsing, validating, copying or reporting. As text, in any length:
// some of them have no JavaScript value.

/** @param amount bytes */
type WriteJson = (amount: number) => string;

const utf8 = new TextEncoder();

function times(text: string, amount: number): string {
  return text.repeat(Math.max(1, Math.floor(amount / utf8.encode(text).length)));
}

/** An array of equal items. */
const array = (item: string): WriteJson => (amount) =>
  `[${times(`${item},`, amount - 2).slice(0, -1)}]`;

/** An object whose keys all differ, or not. */
const object =
  (value: string, key = (number: number) => number.toString(36)): WriteJson => (amount) => {
    const members: string[] = [];
    for (let [left, number] = [amount - 2, 0]; left > 0; number++) {
      const member = `"${key(number)}":${value}`;
      left -= member.length + 1;
      members.push(member);
    }
    return `{${members.join(",")}}`;
  };

/** Levels, one in the other. */
const nested = (open: string, close: string): WriteJson => (amount) => {
  const levels = Math.max(1, Math.floor(amount / (open.length + close.length)) - 1);
  return `${open.repeat(levels)}0${close.repeat(levels)}`;
};

/** V8 hashes these by value: all have one place in its string table (CVE-2026-21717). */
const colliding: WriteJson = (amount) => {
  const items: string[] = [];
  for (let [left, number] = [amount - 2, 0]; left > 0; number += 2 ** 16) {
    const item = `"${number % 2 ** 32}"`;
    left -= item.length + 1;
    if (left >= 0) items.push(item);
  }
  return `[${items.join(",")}]`;
};

const text = (unit: string): WriteJson => (amount) => `"${times(unit, amount - 2)}"`;

export const JSON_TEXTS: Readonly<Record<string, WriteJson>> = {
  "numbers": array("0"),
  "empty objects": array("{}"),
  "empty arrays": array("[]"),
  "nulls": array("null"),
  "short texts": array('"a"'),
  "quoted numbers that collide": colliding,
  "objects with a member": array('{"a":1}'),
  "objects like icons": array('{"src":"","sizes":[1],"mimeType":1}'),
  "arrays of a thousand": array(`[${"0,".repeat(999)}0]`),
  "different keys": object("0"),
  "different keys of numbers": object("0", String),
  "different keys of objects": object("{}"),
  "one key again and again": object("0", () => "a"),
  "keys of prototypes": object("{}", (number) => number % 2 ? "__proto__" : `constructor${number}`),
  "deep arrays": nested("[", "]"),
  "deep objects": nested('{"a":', "}"),
  "a long text": text("a"),
  "a long text with accents": text("é"),
  "escaped control characters": text("\\u0001"),
  "escaped surrogates": text("\\ud800"),
  "marks": (amount) => `"${"\u0301".repeat(amount / 4)}${"\u0323".repeat(amount / 4)}"`,
  "a long number": (amount) => "9".repeat(amount),
  "a long fraction": (amount) => `0.${"1".repeat(amount - 2)}`,
};
