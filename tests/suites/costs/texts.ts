// Families of texts that are hostile to normalizing, splitting, stemming, comparing or escaping. Each is made in
// any length, so that the search can grow it towards its limit.

/** How long a text may be. */
export interface Room {
  amount: number;
  unit: "bytes" | "characters";
}

type Write = (room: Room) => string;

const utf8 = new TextEncoder();

function sizeOf(text: string, { unit }: Room): number {
  return unit === "bytes" ? utf8.encode(text).length : [...text].length;
}

/** Each of the units as often as fits into its part of the room, one run behind the other. */
function runs(...units: string[]): Write {
  return (room) =>
    units.map((unit) => {
      return unit.repeat(Math.floor(room.amount / units.length / sizeOf(unit, room)));
    }).join("") || [...units.join("")].slice(0, Math.floor(room.amount / 4)).join("");
}

/** Words that never repeat. */
function different(word: (number: number) => string): Write {
  return (room) => {
    const words: string[] = [];
    for (let [left, number] = [room.amount, 0]; left > 0; number++) {
      const next = `${word(number)} `;
      left -= sizeOf(next, room);
      if (left >= 0) words.push(next);
    }
    return words.join("") || "a";
  };
}

// Neighbours have nothing in common, neither at the beginning nor at the end.
const scattered = (number: number) => (number * 2_654_435_761 % 4_294_967_296).toString(36);
const letterOf = (first: number, count: number) => (number: number) =>
  String.fromCodePoint(first + number % count);
const letters = (first: number, count: number) => (number: number) =>
  [number, number / count, number / count ** 2].map((part) =>
    letterOf(first, count)(Math.floor(part))
  )
    .join("");

/** The canonical combining classes of these differ, so that sorting moves each of them. */
const MARKS = ["\u0334", "\u302a", "\u0323", "\u0301", "\u0345", "\u3099", "\u05b0", "\u064b"];

export const TEXTS: Readonly<Record<string, Write>> = {
  "marks above, then below": runs("\u0301", "\u0323"),
  "marks below, then above": runs("\u0323", "\u0301"),
  "alternating marks above and below": runs("\u0301\u0323"),
  "marks of rising classes": runs(...MARKS),
  "marks of falling classes": runs(...MARKS.toReversed()),
  "alternating marks of all classes": runs(MARKS.toReversed().join("")),
  "one mark": runs("\u0301"),
  "a letter and 30 marks": runs(`a${"\u0301\u0323".repeat(15)}`),
  "a letter and 31 marks": runs(`a${"\u0323\u0301".repeat(15)}\u0323`),
  "a letter and 1,000 marks": runs(`a${"\u0301".repeat(500)}${"\u0323".repeat(500)}`),
  "marks after a joiner": runs("\u0301\u034f\u0323"),
  "vowel signs of Tibetan": runs("\u0f74", "\u0f71"),
  "marks outside the basic plane": runs("\u{1d165}", "\u{1d16d}"),
  "marks that expand": runs("\u0344", "\u0323"),
  "Hangul syllables": runs("각"),
  "Hangul jamo": runs("\u1100\u1161\u11a8"),
  "Hangul compatibility jamo": runs("\u3131"),
  "U+FDFA": runs("\ufdfa"),
  "U+1F82": runs("\u1f82"),
  "U+FB2C": runs("\ufb2c"),
  "squared words of Katakana": runs("\u3316"),
  "U+FB2C and marks": runs("\ufb2c", "\u0301", "\u0323"),
  "full width": runs("\uff21"),
  "fractions": runs("\u2159"),
  "mathematical letters": runs("\u{1d4b3}"),
  "compatibility ideographs": runs("\u{2f9c5}"),
  "letters that grow in lower case": runs("\u023a"),
  "Georgian letters": runs("\u10d0"),
  "dotted I": runs("\u0130"),
  "sharp s": runs("\u1e9e"),
  "one letter": runs("a"),
  "one letter with an accent": runs("é"),
  "one digit": runs("1"),
  "one dot": runs("."),
  "one hyphen": runs("-"),
  "one underscore": runs("_"),
  "one space": runs("a", " "),
  "one line break": runs("a", "\n"),
  "carriage returns": runs("\r\n"),
  "non-breaking spaces": runs("\u00a0"),
  "quotes": runs('"'),
  "backslashes": runs("\\"),
  "control characters": runs("\u0001"),
  "deletes": runs("\x7f"),
  "byte order marks": runs("\ufeff"),
  "zero width spaces": runs("\u200b"),
  "words of one letter": runs("a "),
  "words of two letters": runs("ab "),
  "stop words": runs("the "),
  "common words": runs("common "),
  "words with suffixes": runs("rationalizationalities "),
  "hyphenated words": runs("a-b-c-"),
  "hosts and paths": runs("a.b/c?d=e&"),
  "addresses": runs("a@b.cd,"),
  "numbers": runs("1.5e-7,"),
  "tags of HTML": runs("<a b='c'>"),
  "entities": runs("&amp;"),
  "patterns": runs("(a*)*[["),
  "Chinese": runs("日本語"),
  "Thai": runs("กิ่น"),
  "Arabic with vowels": runs("بِ"),
  "Devanagari": runs("क्षि"),
  "emoji": runs("😀"),
  "families of emoji": runs("👩‍👩‍👧‍👦"),
  "flags": runs("🇦🇧"),
  "different words": different(scattered),
  "different short words": different((number) => number.toString(36)),
  "different long words": different((number) => scattered(number).repeat(6)),
  "different numbers": different(String),
  "different words with accents": different((number) => `é${scattered(number)}`),
  "different ideographs": different(letterOf(0x4e00, 20_000)),
  "different words of Cyrillic": different(letters(0x430, 32)),
  "different words of Greek with breathings": different(letters(0x1f80, 53)),
};

/** What stays stored, for tools that read: of each kind of cost one. */
export const KEPT: readonly string[] = [
  "marks above, then below",
  "a letter and 30 marks",
  "Hangul syllables",
  "U+FDFA",
  "one letter",
  "one line break",
  "quotes",
  "control characters",
  "stop words",
  "Chinese",
  "families of emoji",
  "different words",
  "different words with accents",
];
