// Converts between canonical tool names (`artifact.view`) and hosts' names (`artifact_view`, sometimes with a prefix).

/** The tools that views may call. All of them are read-only. */
export const READING_TOOLS = [
  "artifact.view",
  "artifact.open",
  "artifact.list",
  "artifact.history",
] as const;

export type ReadingTool = typeof READING_TOOLS[number];

// Not anchored at the start: hosts may put the server's name before the tool's name.
const LISTED = /artifact([._])([a-z]+)$/;

/** @returns `artifact.view` for `artifact_view`; `undefined` for names of other tools */
export function canonicalName(listed: string | undefined): string | undefined {
  const [, , verb] = LISTED.exec(listed ?? "") ?? [];
  return verb && `artifact.${verb}`;
}

export function isReadingTool(name: string | undefined): name is ReadingTool {
  return READING_TOOLS.some((each) => each === name);
}

/**
 * Returns both forms of a tool's name, in the order in which to try them.
 * @param listed the name of any tool as the host spells it. If `undefined`, the form with underscores comes first,
 * because every host accepts it
 */
export function formsOf(
  name: ReadingTool,
  listed: string | undefined,
): [string, string] {
  const underscored = name.replaceAll(".", "_");
  const dots = LISTED.exec(listed ?? "")?.[1] === ".";
  return dots ? [name, underscored] : [underscored, name];
}

const UNKNOWN =
  /unknown tool|no such tool|invalid tool name|\btool\b.{0,200}\b(unknown|(not|n't|cannot be) (be )?(found|available|allowed|exist|listed|known|registered|visible))/is;

/** @param text the error message of a host or of the server */
export function isUnknownTool(text: string): boolean {
  return UNKNOWN.test(text);
}
