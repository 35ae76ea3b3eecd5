// Finds banned words in any text, and sentences that are too long in Markdown. Reads no file.

import { BANNED_WORDS } from "./banned_words.ts";
import { sentencesOf } from "./markdown.ts";

/** One fault. */
export interface Finding {
  file: string;
  /** Counted from 1. */
  line: number;
  word: string;
  suggestion: string;
}

/** A text that may hold banned words, wherever it is quoted. */
export interface Exception {
  text: string;
  reason: string;
}

/** Words of one sentence in Markdown. */
export const MAX_WORDS = 25;

/** Every banned word of a file outside the excepted texts. */
export function bannedWords(
  file: string,
  text: string,
  exceptions: readonly Exception[],
): Finding[] {
  const masked = exceptions.reduce((rest, { text }) => rest.replaceAll(text, blank), text);
  return BANNED_WORDS.flatMap(({ word, pattern, suggestion }) =>
    [...masked.matchAll(pattern)].map(({ index }) => {
      return { file, line: lineAt(text, index), word, suggestion };
    })
  ).toSorted((a, b) => a.line - b.line);
}

/** Every sentence of a Markdown file with more than {@link MAX_WORDS} words. */
export function longSentences(file: string, markdown: string): Finding[] {
  return sentencesOf(markdown)
    .map((sentence) => ({ ...sentence, words: wordsIn(sentence.text) }))
    .filter(({ words }) => words > MAX_WORDS)
    .map(({ line, text, words }) => {
      const word = `${words} words: ${text.slice(0, 60)}…`;
      return { file, line, word, suggestion: `split it: ${MAX_WORDS} words at most` };
    });
}

/** Exceptions that no text holds: each would hide a later mistake. */
export function idleExceptions(
  texts: readonly string[],
  exceptions: readonly Exception[],
): Exception[] {
  return exceptions.filter(({ text }) => !texts.some((each) => each.includes(text)));
}

function wordsIn(sentence: string): number {
  return sentence.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split("\n").length;
}

// Keeps line breaks, so that line numbers stay right.
function blank(text: string): string {
  return text.replace(/[^\n]/g, " ");
}
