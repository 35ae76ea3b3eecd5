// Words and phrases that this project does not write, each with what to write instead.

/** One entry of the list. */
interface BannedWord {
  /** As reports name it. */
  word: string;
  pattern: RegExp;
  /** What to write instead. */
  suggestion: string;
}

/** The list. Order decides the order of reports within a line. */
export const BANNED_WORDS: readonly BannedWord[] = [
  ban("whoever", "anyone who, or name the actor"),
  ban("whatever", '"any" and a noun'),
  ban("anew", "again"),
  ban("for ever", "permanently, or forever"),
  ban("besides", "also, in addition to"),
  ban("likewise", "also, the same way"),
  ban("so many", "a number with its unit"),
  ban("so much", "a number with its unit"),
  ban("in turns", "alternating, one after the other"),
  ban("all else", "everything else"),
  ban("of one's own", "own"),
  ban("somebody", "someone, another user, or name the actor"),
  ban("nobody", "no one"),
  ban("everybody", "all users, anyone"),
  ban("mend", "fix", "s|ed|ing"),
  ban("hinder", "affect, block", "s|ed|ing"),
  ban("told", "logged, returned, shown"),
  ban("asked", "called, requested"),
  ban("given back", "returned"),
  {
    word: "what is … is …",
    pattern: /\bwhat (?:is|was|are|were)\b[^.,;:!?`"]{1,60}?\b(?:is|was|are|were)\b/gi,
    suggestion: "a noun as the subject",
  },
];

/** @param endings further endings of the word, separated by `|` */
function ban(word: string, suggestion: string, endings = ""): BannedWord {
  const source = word.replaceAll(" ", "\\s+");
  return { word, pattern: new RegExp(`\\b${source}(?:${endings})?\\b`, "gi"), suggestion };
}
