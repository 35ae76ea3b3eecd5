// How much of a client's room an answer takes, and how much it may take. claude.ai cuts a result at about
// 150,000 characters; Claude Code replaces one of more than 25,000 tokens by a file, and views break.

/** Size of text as it travels: in a JSON string, once. */
export interface Size {
  /** UTF-16 units of JSON text. */
  characters: number;
  /** Tokens of a model, estimated high. */
  tokens: number;
}

/** Most of what `tools/call` may answer, for any content; the envelope and notes fit beside it. */
export const MAX_ANSWER: Size = { characters: 86_000, tokens: 20_500 };

/**
 * Tokens of a character, by the first code point of its block: the most that random text of the block takes
 * in the tokenizers of GPT-4, GPT-4o and Claude.
 */
const BLOCKS: readonly [from: number, tokens: number][] = [
  [0x10000, 4],
  [0xe000, 3], // private use, presentation forms
  [0xac00, 2.6], // Hangul
  [0xa000, 3],
  [0x4e00, 2.3], // CJK
  [0x3100, 3],
  [0x3000, 1.5], // kana
  [0x2000, 2.5], // symbols
  [0x1100, 3],
  [0x700, 2], // Devanagari, Thai, …
  [0x530, 1.5], // Hebrew, Arabic
  [0x370, 1.4], // Greek, Cyrillic
  [0x300, 2], // combining marks
  [0x80, 1.5], // Latin with accents
  [0x20, 0.85], // punctuation
  [0, 4], // \u0001
];

/** The most that one UTF-16 unit takes: a control character. */
const DEAREST: Size = { characters: 6, tokens: 4 };

/** The size of `text` as a JSON string without its quotes, once in an answer. */
export function sizeOf(text: string): Size {
  const size = { characters: 0, tokens: 0 };
  for (const [run] of text.matchAll(/[a-z]+|[A-Z]+|[0-9]+| +|[^a-zA-Z0-9 ]/gu)) {
    size.characters += escapedLength(run);
    size.tokens += tokensOf(run);
  }
  return size;
}

/**
 * How many times too large an answer is that holds these texts, each as often as it is named; at most 1
 * where it fits.
 */
export function overflowOf(texts: readonly string[]): number {
  const bound = share(sum(...texts.map(atMost)));
  return bound <= 1 ? bound : share(sum(...texts.map(sizeOf)));
}

/**
 * As many of the first items as fit, but at least one.
 * @param textsOf the texts of an item, each as often as the answer holds it
 * @param fixed what an item takes without its texts
 */
export function firstThatFit<Item>(
  items: readonly Item[],
  textsOf: (item: Item) => readonly string[],
  fixed: Size,
): Item[] {
  if (surelyFit(items, textsOf, fixed)) return [...items];
  let total = sum();
  const end = items.findIndex((item) => {
    return share(total = sum(total, fixed, ...textsOf(item).map(sizeOf))) > 1;
  });
  return items.slice(0, end === -1 ? items.length : Math.max(end, 1));
}

// Measuring costs more than the rest of a usual answer, which is far from the limit.
function surelyFit<Item>(
  items: readonly Item[],
  textsOf: (item: Item) => readonly string[],
  fixed: Size,
): boolean {
  let length = 0;
  for (const item of items) for (const text of textsOf(item)) length += text.length;
  return fixed.characters * items.length + DEAREST.characters * length <= MAX_ANSWER.characters &&
    fixed.tokens * items.length + DEAREST.tokens * length <= MAX_ANSWER.tokens;
}

export function sum(...sizes: readonly Size[]): Size {
  return sizes.reduce((a, b) => ({
    characters: a.characters + b.characters,
    tokens: a.tokens + b.tokens,
  }), { characters: 0, tokens: 0 });
}

/** How much of the most that is; above 1 it is too much. */
export function share({ characters, tokens }: Size): number {
  return Math.max(characters / MAX_ANSWER.characters, tokens / MAX_ANSWER.tokens);
}

// Measuring exactly costs more than the rest of a usual answer.
function atMost(text: string): Size {
  const { length } = text;
  return /^[ !#-\[\]-~]*$/.test(text)
    ? { characters: length, tokens: 1.1 * length }
    : { characters: DEAREST.characters * length, tokens: DEAREST.tokens * length };
}

function escapedLength(run: string): number {
  if (/["\\\n\r\t\b\f]/.test(run)) return 2;
  return run < " " ? 6 : run.length;
}

function tokensOf(run: string): number {
  const { length } = run;
  if (/^[a-z]/.test(run)) return tokensOfWord(run);
  if (/^[A-Z]/.test(run)) return Math.max(0.8, length / 1.7);
  if (/^[0-9]/.test(run)) return Math.ceil(length / 2);
  if (run[0] === " ") return length === 1 ? 0.05 : 1 + length / 60;
  if (run === '"' || run === "\\") return 1.1;
  if (/[\n\r\t\b\f]/.test(run)) return 2;
  const point = run.codePointAt(0) ?? 0;
  return BLOCKS.find(([from]) => point >= from)?.[1] ?? 0;
}

// Words of a language are few tokens; keys, hashes and random letters are many.
function tokensOfWord(word: string): number {
  if (word.length > 12) return word.length / 1.8;
  const clusters = word.match(/[^aeiouy]{3,}/g)?.join("").length ?? 0;
  return Math.ceil(word.length / 3.5) + clusters / 3;
}
