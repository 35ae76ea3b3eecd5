// Prepares untrusted text for display: one line, without characters that could disguise the text around it. The stored
// text stays the same.

/** Line ends and control characters, which become blanks. */
const BREAKS = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;
/** Scripts whose words need the invisible joiners U+200C and U+200D. */
const JOINING = [
  ...["Arabic", "Syriac", "Mongolian", "Devanagari", "Bengali", "Gurmukhi", "Gujarati", "Oriya"],
  ...["Tamil", "Telugu", "Kannada", "Malayalam", "Sinhala", "Khmer", "Myanmar"],
].map((script) => `\\p{scx=${script}}`).join("");
/** Excludes invisible characters that are kept: joiners in these scripts and in emoji, variation selectors of emoji. */
const NEEDED = [
  `(?<=[${JOINING}])[\\u200C\\u200D](?=[${JOINING}])`,
  "(?<=[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\uFE0F])\\u200D(?=\\p{Extended_Pictographic})",
  "(?<=\\p{Extended_Pictographic})\\uFE0F",
  "(?<=[#*\\d])\\uFE0F(?=\\u20E3)",
].map((needed) => `(?!${needed})`).join("");
/** Invisible characters that the Unicode properties below do not cover, such as U+2800, a blank Braille pattern. */
const BLANK =
  "\\u2800\\u2D7F\\uFFF9-\\uFFFC\\u{1107F}\\u{13430}-\\u{13442}\\u{16FE4}\\u{1BC9D}\\u{1D159}";
/** Bidirectional controls, zero-width characters, tag characters and fillers. */
export const INVISIBLE = new RegExp(
  `${NEEDED}[\\p{Default_Ignorable_Code_Point}\\p{Bidi_Control}\\p{Noncharacter_Code_Point}${BLANK}]`,
  "gu",
);
/** More than four combining marks on one letter. They would cover the lines above and below. */
const PILED_MARKS = /(\p{M}{4})\p{M}+/gu;

/** @returns one line without control characters and invisible characters; may be empty */
export function plainText(text: string): string {
  return text
    .toWellFormed()
    .replace(BREAKS, " ")
    .replace(INVISIBLE, "")
    .replace(PILED_MARKS, "$1")
    .replace(/\p{Zs}+/gu, " ")
    .trim();
}

/** @returns the title for display; "Untitled" if the title has no visible character */
export function displayTitle(title: string): string {
  return plainText(title) || "Untitled";
}
