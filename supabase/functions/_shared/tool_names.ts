// The two forms of tool names, in lists and in texts. Canonical names have dots; the model APIs of most clients allow
// only ^[a-zA-Z0-9_-]{1,64}$.

/** The form of the names in `tools/list`. Tool calls may use either form. */
export type NameStyle = "dotted" | "underscored";

/** Rewrites the canonical names in a text of the server for one client. Never applied to users' stored text. */
export type Spell = (text: string) => string;

/** The underscored form of a canonical name. */
export function underscored(name: string): string {
  return name.replaceAll(".", "_");
}

/** @returns for each style, a function that rewrites the names of these tools in a text */
export function spellings(names: readonly string[]): Readonly<Record<NameStyle, Spell>> {
  const dotted = names.filter((name) => name.includes("."))
    .map((name) => name.replaceAll(".", "\\.")).join("|");
  const pattern = dotted === "" ? undefined : new RegExp(`\\b(?:${dotted})\\b`, "g");
  return {
    dotted: (text) => text,
    underscored: (text) => pattern ? text.replace(pattern, underscored) : text,
  };
}
