// Puts untrusted text on one line, without characters that could disguise the text around it. Changes only
// what is shown, not what is stored.

/** Characters that end a line or move the text position. */
const BREAKS = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;
/** Writing systems whose words need invisible joiners (U+200C, U+200D). */
const JOINING = [
  ...["Arabic", "Syriac", "Mongolian", "Devanagari", "Bengali", "Gurmukhi", "Gujarati", "Oriya"],
  ...["Tamil", "Telugu", "Kannada", "Malayalam", "Sinhala", "Khmer", "Myanmar"],
].map((script) => `\\p{scx=${script}}`).join("");
/** Invisible characters to keep: joiners in these writing systems and in emoji, and variation selectors of emoji. */
const NEEDED = [
  `(?<=[${JOINING}])[\\u200C\\u200D](?=[${JOINING}])`,
  "(?<=[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\uFE0F])\\u200D(?=\\p{Extended_Pictographic})",
  "(?<=\\p{Extended_Pictographic})\\uFE0F",
  "(?<=[#*\\d])\\uFE0F(?=\\u20E3)",
].map((needed) => `(?!${needed})`).join("");
/** Blank characters that no Unicode property covers: fillers, joiners, a blank Braille pattern, a null note. */
const BLANK =
  "\\u2800\\u2D7F\\uFFF9-\\uFFFC\\u{1107F}\\u{13430}-\\u{13442}\\u{16FE4}\\u{1BC9D}\\u{1D159}";
/** Bidi controls, zero-width characters, tags and fillers. */
export const INVISIBLE = new RegExp(
  `${NEEDED}[\\p{Default_Ignorable_Code_Point}\\p{Bidi_Control}\\p{Noncharacter_Code_Point}${BLANK}]`,
  "gu",
);
/** More than four combining marks on one letter; they would reach into neighbouring lines. */
const PILED_MARKS = /(\p{M}{4})\p{M}+/gu;

/** @returns one line without control and invisible characters; may be empty */
export function plainText(text: string): string {
  return text
    .toWellFormed()
    .replace(BREAKS, " ")
    .replace(INVISIBLE, "")
    .replace(PILED_MARKS, "$1")
    .replace(/\p{Zs}+/gu, " ")
    .trim();
}

/** A title for display; "Untitled" if nothing visible is left. */
export function displayTitle(title: string): string {
  return plainText(title) || "Untitled";
}
