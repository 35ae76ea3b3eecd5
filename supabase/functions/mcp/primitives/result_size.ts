// Estimates the size of tool results. claude.ai cuts results at about 150,000 characters; Claude Code replaces results
// above 25,000 tokens with a file, which breaks views.

/** Size of text in a JSON string. */
interface Size {
  /** UTF-16 code units of JSON text. */
  characters: number;
  /** Model tokens, estimated too high rather than too low. */
  tokens: number;
}

/** Limit of the texts in a `tools/call` result. Leaves space for the JSON around them, and for notes. */
export const MAX_RESULT: Size = { characters: 86_000, tokens: 20_500 };

/**
 * Tokens per character for ranges of Unicode blocks, each given by its first code point. Each number is the highest of
 * the tokenizers of GPT-4, GPT-4o and Claude, for random text.
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
  [0, 4], // control characters
];

/** The largest size of one UTF-16 code unit: that of a control character. */
const MAX_UNIT: Size = { characters: 6, tokens: 4 };

/** The size of `text` as a JSON string without quotes. */
export function sizeOf(text: string): Size {
  const size = { characters: 0, tokens: 0 };
  for (const [run] of text.matchAll(/[a-z]+|[A-Z]+|[0-9]+| +|[^a-zA-Z0-9 ]/gu)) {
    size.characters += escapedLength(run);
    size.tokens += tokensOf(run);
  }
  return size;
}

/** The size of a result with these texts, divided by the limit. The result fits if this is at most 1. */
export function overflowOf(texts: readonly string[]): number {
  const bound = share(sum(...texts.map(atMost)));
  return bound <= 1 ? bound : share(sum(...texts.map(sizeOf)));
}

/**
 * Returns as many of the first items as fit into a result, at least one.
 * @param textsOf returns all texts of an item; a text that the result contains twice is listed twice
 * @param fixed size of an item without its texts
 */
export function firstThatFit<Item>(
  items: readonly Item[],
  textsOf: (item: Item) => readonly string[],
  fixed: Size,
): Item[] {
  if (surelyFit(items, textsOf, fixed)) return [...items];
  let total = sum();
  const end = items.findIndex((item) => {
    total = sum(total, fixed, ...textsOf(item).map(sizeOf));
    return share(total) > 1;
  });
  return items.slice(0, end === -1 ? items.length : Math.max(end, 1));
}

// Compares an upper bound, which is cheap to compute. A typical result is far below the limit, and exact measuring
// takes longer than all other work on it.
function surelyFit<Item>(
  items: readonly Item[],
  textsOf: (item: Item) => readonly string[],
  fixed: Size,
): boolean {
  let length = 0;
  for (const item of items) for (const text of textsOf(item)) length += text.length;
  return fixed.characters * items.length + MAX_UNIT.characters * length <= MAX_RESULT.characters &&
    fixed.tokens * items.length + MAX_UNIT.tokens * length <= MAX_RESULT.tokens;
}

export function sum(...sizes: readonly Size[]): Size {
  return sizes.reduce((a, b) => ({
    characters: a.characters + b.characters,
    tokens: a.tokens + b.tokens,
  }), { characters: 0, tokens: 0 });
}

/** The size divided by the limit; above 1, the size exceeds the limit. */
export function share({ characters, tokens }: Size): number {
  return Math.max(characters / MAX_RESULT.characters, tokens / MAX_RESULT.tokens);
}

// An upper bound of `sizeOf`. Exact measuring takes longer than all other work on a typical result.
function atMost(text: string): Size {
  const { length } = text;
  return /^[ !#-\[\]-~]*$/.test(text)
    ? { characters: length, tokens: 1.1 * length }
    : { characters: MAX_UNIT.characters * length, tokens: MAX_UNIT.tokens * length };
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

// Counts more tokens for long words and clusters of consonants: keys, hashes and random letters take more than natural
// words.
function tokensOfWord(word: string): number {
  if (word.length > 12) return word.length / 1.8;
  const clusters = word.match(/[^aeiouy]{3,}/g)?.join("").length ?? 0;
  return Math.ceil(word.length / 3.5) + clusters / 3;
}
