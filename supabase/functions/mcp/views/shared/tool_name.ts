// Tool names: canonical (`artifact.view`), and as hosts list them (such as `artifact_view`, or with a prefix).

/** The tools that views call. All are read-only: a view never repeats a saving call. */
export const READING_TOOLS = [
  "artifact.view",
  "artifact.open",
  "artifact.list",
  "artifact.history",
] as const;

export type ReadingTool = typeof READING_TOOLS[number];

// Hosts may put the server's name before the tool's name.
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
 * Both forms of a name, in the order in which to try them.
 * @param listed any tool name in the host's spelling; undefined = underscores first, which every host accepts
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

/** @param text an error message of the host or the server */
export function isUnknownTool(text: string): boolean {
  return UNKNOWN.test(text);
}
