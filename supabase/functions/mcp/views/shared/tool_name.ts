// Names of tools: as this server means them, and as a host lists them.

/** The tools that views call. They read: a view never repeats a call that saved something. */
export const READING_TOOLS = [
  "artifact.view",
  "artifact.open",
  "artifact.list",
  "artifact.history",
] as const;

export type ReadingTool = typeof READING_TOOLS[number];

// Hosts may put the name of the server in front.
const LISTED = /artifact([._])([a-z]+)$/;

/** @returns `artifact.view` for `artifact_view`; `undefined` for a name of no tool of artifacts */
export function canonicalName(listed: string | undefined): string | undefined {
  const [, , verb] = LISTED.exec(listed ?? "") ?? [];
  return verb && `artifact.${verb}`;
}

export function isReadingTool(name: string | undefined): name is ReadingTool {
  return READING_TOOLS.some((each) => each === name);
}

/**
 * Both forms of a name, the one to try first in front.
 * @param listed any name of a tool that the host listed; none = underscores, which every host accepts
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

/** @param text an error of the host or the server, in any words */
export function isUnknownTool(text: string): boolean {
  return UNKNOWN.test(text);
}
