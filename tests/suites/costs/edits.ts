// Contents with edits whose find texts are nearly everywhere: hostile to a search for one after the other.

import type { Room } from "./texts.ts";

interface Edit {
  find: string;
  replace: string;
}

interface EditCase {
  content: string;
  edits: Edit[];
}

/** The longest find text that is tried. */
const FIND = 2_000;
const MOST_EDITS = 50;

const utf8 = new TextEncoder();
const marker = (number: number) => String.fromCodePoint(0x41 + number);

/** Fills all but the tails with a unit; what is found stands at the end, and nearly everywhere else, too. */
function nearMisses(unit: string, count: number, find: (mark: string, fill: string) => string) {
  return ({ amount }: Room): EditCase => {
    const length = Math.floor(Math.min(FIND, amount / count / 4) / unit.length) - 1;
    const tails = Array.from({ length: count }, (_, number) => {
      return find(marker(number), unit.repeat(length));
    });
    const room = amount - utf8.encode(tails.join("")).length;
    const filler = unit.repeat(Math.max(1, Math.floor(room / utf8.encode(unit).length)));
    return {
      content: filler + tails.join(""),
      edits: tails.map((find) => ({ find, replace: "" })),
    };
  };
}

const before = (mark: string, fill: string) => mark + fill;
const behind = (mark: string, fill: string) => fill + mark;
const amidst = (mark: string, fill: string) => {
  const half = fill.slice(0, fill.length / 2);
  return half + mark + half;
};

/** Each find text is there once; each of its beginnings, middles and ends 20 times, behind almost all of the content. */
function partsEverywhere({ amount }: Room): EditCase {
  const middle = `${"a".repeat(100)}b${"a".repeat(175)}`;
  const runs = (first: number, count: number) =>
    Array.from({ length: count }, (_, number) => marker(first + number).repeat(12));
  const [starts, ends] = [runs(0, 8), runs(10, 7)];
  const finds = starts.flatMap((start) => ends.map((end) => start + middle + end))
    .slice(0, MOST_EDITS);
  const tail = starts.map((start) => `${start}${middle}${"z".repeat(12)}`.repeat(20)).join("") +
    ends.map((end) => `${"y".repeat(12)}${middle}${end}`.repeat(20)).join("") + finds.join("_");
  return {
    content: "a".repeat(Math.max(1, amount - tail.length)) + tail,
    edits: finds.map((find) => ({ find, replace: find.replace("b", "c") })),
  };
}

/** Where none of the parts that are looked for has the mark. */
const beside = (mark: string, fill: string) => {
  const place = Math.floor(fill.length * 0.39);
  return fill.slice(0, place) + mark + fill.slice(place);
};

/** Edits that find what they look for at once and make a content of the largest size of it. */
function growing(count: number) {
  return ({ amount }: Room): EditCase => {
    const marks = Array.from({ length: count }, (_, number) => marker(number));
    const replace = "b".repeat(Math.floor(amount / count) - 1);
    return { content: marks.join(""), edits: marks.map((find) => ({ find, replace })) };
  };
}

/** Each edit replaces what the one before it put there: the whole content, again and again. */
function whole({ amount }: Room): EditCase {
  const size = Math.min(amount, 3 * 1024 * 1024 / MOST_EDITS);
  const edits = Array.from({ length: MOST_EDITS }, (_, number) => ({
    find: marker(number),
    replace: "c".repeat(size) + marker(number + 1),
  }));
  return { content: "A", edits };
}

/** Finds that are nowhere, all of them: the first one is the last. */
function nowhere({ amount }: Room): EditCase {
  const find = `${"a".repeat(FIND - 1)}X`;
  return { content: "a".repeat(amount), edits: [{ find, replace: "" }] };
}

/** The same place twice, so that the second is looked for behind the first. */
function overlapping({ amount }: Room): EditCase {
  return { content: "a".repeat(amount), edits: [{ find: "a".repeat(FIND), replace: "" }] };
}

export const EDITS: Readonly<Record<string, (room: Room) => EditCase>> = {
  "X before 1,999 a": nearMisses("a", 10, before),
  "X behind 1,999 a": nearMisses("a", 10, behind),
  "X amidst 1,998 a": nearMisses("a", 10, amidst),
  "50 times X before 1,999 a": nearMisses("a", MOST_EDITS, before),
  "50 times X behind 1,999 a": nearMisses("a", MOST_EDITS, behind),
  "25 times X behind 1,999 a": nearMisses("a", 25, behind),
  "8 times X beside 1,999 a": nearMisses("a", 8, beside),
  "50 times X beside 1,999 a": nearMisses("a", MOST_EDITS, beside),
  "50 whose parts are everywhere": partsEverywhere,
  "X before periods of two": nearMisses("ab", 10, before),
  "X behind periods of two": nearMisses("ab", 10, behind),
  "X before periods of three": nearMisses("aab", 10, before),
  "X before é": nearMisses("é", 10, before),
  "X behind é": nearMisses("é", 10, behind),
  "X before emoji": nearMisses("😀", 10, before),
  "X behind marks": nearMisses("\u0301", 10, behind),
  "X before line breaks": nearMisses("\n", 10, before),
  "one find that is nowhere": nowhere,
  "one find that is everywhere": overlapping,
  "50 that grow to the largest": growing(MOST_EDITS),
  "one that grows to the largest": growing(1),
  "50 that replace the last one's": whole,
};
