// Tool names as one client is shown them, in lists and in every text of ours. Canonical names have dots;
// the model APIs of most clients allow only ^[a-zA-Z0-9_-]{1,64}$.

/** Which form of the names is advertised; both are always accepted. */
export type NameStyle = "dotted" | "underscored";

/** Writes a text of ours, with canonical names in it, for one client. Never used on stored text. */
export type Spell = (text: string) => string;

/** The underscored form of a canonical name. */
export function underscored(name: string): string {
  return name.replaceAll(".", "_");
}

/** @returns for each style, how texts that name these tools are written */
export function spellings(names: readonly string[]): Readonly<Record<NameStyle, Spell>> {
  const dotted = names.filter((name) => name.includes("."))
    .map((name) => name.replaceAll(".", "\\.")).join("|");
  const pattern = dotted === "" ? undefined : new RegExp(`\\b(?:${dotted})\\b`, "g");
  return {
    dotted: (text) => text,
    underscored: (text) => pattern ? text.replace(pattern, underscored) : text,
  };
}
