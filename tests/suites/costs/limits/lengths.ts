// Texts of an exact length.

/** Two UTF-16 units each: limits count characters. */
export function emoji(characters: number): string {
  return "😀".repeat(characters);
}

/** Words that the index counts once, and a blank at the end. */
export function filler(characters: number): string {
  return "x ".repeat(characters / 2).padEnd(characters);
}

/** @param length in characters, with blanks on both sides */
export function wrapped(text: string, length: number): string {
  return ` ${text}`.padEnd(length);
}
