// Texts, numbers and other values on which parsers, databases and people's programs trip.

import fc from "fast-check";
import { Members, nested, Verbatim } from "./json_text.ts";

/** Of each, what some layer takes for something else. None may look like what the oracle calls a leak. */
const ODD_TEXTS = [
  ...["", " ", "\0", "a\0b", "\ud800", "x\udfff", "\ud83d\ud83d", "\u0001", "\x7f", "\x1b[2J"],
  ...["\ufeff", "\ufffe", "\uffff", "\u202e", "\u2028", "\u0300", "e\u0301", "ß", "İ", "ﷺ", "👩‍👩‍👧‍👦"],
  ...["＂", "＇", "＼", "\u201c", "\u00a0", "\u200b", "\u{10ffff}", "\u{e0001}", "𝒳", "ﬃ", "①"],
  ...["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "valueOf", "then"],
  ...["'", '"', "\\", "\\u0000", "''; select 1 --", "a,b", "{a,b}", "(a)", "*", "a.b", "%", "%00"],
  ...["%zz", "%ff", "../../x", "${1}", "{{1}}", "<b>", "&amp;", "\r\n", "\r\n\r\nX: y", "a\tb"],
  ...[
    "null",
    "true",
    "0",
    "-1",
    "1e400",
    "[]",
    "{}",
    "=?base64?YQ==?=",
    "or",
    "-",
    "-a",
    '"a',
    "!",
  ],
  ...[
    "a or -b",
    "a & b",
    "a <-> b",
    "a:*",
    "\\'",
    "and",
    "the",
    "日本語",
    "กขค",
    "(a|b)*",
    "[",
    "a".repeat(64),
  ],
];

/** What some layer counts in other units than another: bytes, UTF-16 units, characters, lower case. */
const REPEATED = [
  "x",
  "é",
  "ა",
  "Ⱥ",
  "😀",
  "ก",
  "\u0300",
  "ﷲ",
  "\0",
  "\ud800",
  "a ",
  "-a ",
  '"a" ',
];
const TIMES = [49, 50, 51, 60, 128, 199, 200, 201, 500, 682, 683, 999, 1_000, 1_001, 2_001, 9_000];

/** A text that is worth trying wherever a text may be. */
export const oddText: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...ODD_TEXTS) },
  { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 40 }) },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme", maxLength: 20 }) },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constantFrom(...REPEATED), fc.constantFrom(...TIMES))
      .map(([text, times]) => text.repeat(times)),
  },
);

/** As text: of most no value of JavaScript's would be left. */
const NUMBERS = [
  ...[
    "0",
    "-0",
    "-1",
    "1",
    "1.5",
    "0.1e-400",
    "1e400",
    "-1e400",
    "1e21",
    "1E3",
    "100",
    "365",
    "366",
  ],
  ...["2147483647", "2147483648", "-2147483649", "9007199254740991", "9007199254740993"],
  ...["9223372036854775807", "9223372036854775808", "18446744073709551616", "262144", "262145"],
  ...["123456789012345678901234567890", "0".padEnd(500, "0"), "9".repeat(2_000), "NaN", "Infinity"],
  ...["01", "+1", ".5", "1.", "0x10", "1_000"],
];

const oddNumber = fc.constantFrom(...NUMBERS).map((text) => new Verbatim(text));

/** Keys that are something to JavaScript, or nothing to anybody. */
export const oddKey: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom("__proto__", "constructor", "prototype", "toString", "length", "id", "", "\0"),
  oddText,
);

/** An object in which a key may come twice. */
export function members(key: fc.Arbitrary<string>, value: fc.Arbitrary<unknown>) {
  return fc.array(fc.tuple(key, value), { maxLength: 4 }).map((pairs) => new Members(pairs));
}

const deep = fc.tuple(
  fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom(3, 50, 1_000) },
    { weight: 1, arbitrary: fc.constant(100_000) },
  ),
  fc.constantFrom("lists" as const, "objects" as const),
).map(([levels, of]) => nested(levels, of));

/** Any value where another one is expected. */
export const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 8, arbitrary: oddText },
  { weight: 5, arbitrary: oddNumber },
  { weight: 3, arbitrary: fc.constantFrom(null, true, false, 0, 7, [], {}, [null], [[]]) },
  { weight: 1, arbitrary: deep },
  { weight: 2, arbitrary: members(oddKey, fc.oneof(oddText, oddNumber)) },
  { weight: 1, arbitrary: fc.array(oddText, { maxLength: 12 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(11, 51, 2_000).map((length) => new Array(length).fill("a")),
  },
);
