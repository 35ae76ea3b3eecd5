// Text of users on one line, so that it can deceive no one about what stands around it. Only what is
// shown changes; what is stored stays.

/** Ends a line, or moves on the page. */
const BREAKS = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;
/** Scripts whose letters join or part by invisible joiners. */
const JOINING = [
  ...["Arabic", "Syriac", "Mongolian", "Devanagari", "Bengali", "Gurmukhi", "Gujarati", "Oriya"],
  ...["Tamil", "Telugu", "Kannada", "Malayalam", "Sinhala", "Khmer", "Myanmar"],
].map((script) => `\\p{scx=${script}}`).join("");
/** Kept: joiners inside those scripts and inside emoji, and what makes a sign an emoji. */
const NEEDED = [
  `(?<=[${JOINING}])[\\u200C\\u200D](?=[${JOINING}])`,
  "(?<=[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\uFE0F])\\u200D(?=\\p{Extended_Pictographic})",
  "(?<=\\p{Extended_Pictographic})\\uFE0F",
  "(?<=[#*\\d])\\uFE0F(?=\\u20E3)",
].map((needed) => `(?!${needed})`).join("");
/** Blank though no property says so: fillers, joiners and formats of scripts, a blank pattern, a null note. */
const BLANK =
  "\\u2800\\u2D7F\\uFFF9-\\uFFFC\\u{1107F}\\u{13430}-\\u{13442}\\u{16FE4}\\u{1BC9D}\\u{1D159}";
/** Bidi controls, zero-width characters, tags, fillers: what takes no room or turns the order of letters. */
export const INVISIBLE = new RegExp(
  `${NEEDED}[\\p{Default_Ignorable_Code_Point}\\p{Bidi_Control}\\p{Noncharacter_Code_Point}${BLANK}]`,
  "gu",
);
/** More marks on one letter reach into the lines around it. */
const PILED_MARKS = /(\p{M}{4})\p{M}+/gu;

/** @returns one line without controls and invisible characters; empty when nothing else was there */
export function plainText(text: string): string {
  return text
    .toWellFormed()
    .replace(BREAKS, " ")
    .replace(INVISIBLE, "")
    .replace(PILED_MARKS, "$1")
    .replace(/\p{Zs}+/gu, " ")
    .trim();
}

/** A title as views show it. */
export function shownTitle(title: string): string {
  return plainText(title) || "Untitled";
}
