// The Markdown documents as tests and suites read them: their sections, commands and links. Judges nothing.

const ROOT = new URL("../", import.meta.url);

/** Every document, by its path from the project's root. */
export const DOCUMENTS = [
  "README.md",
  ".github/CHANGELOG.md",
  ".github/CONTRIBUTING.md",
  ".github/SECURITY.md",
  "supabase/README.md",
  "supabase/functions/DECISIONS.md",
  "supabase/functions/README.md",
  "tests/README.md",
  "tests/bench/README.md",
  "tests/bench/RESULTS.md",
  "tests/bench/SCALE.md",
  "tests/conformance/RESULTS.md",
] as const;

/** The path of a document. */
export type Document = typeof DOCUMENTS[number];

/** @param root where the project is, if not here */
export function readDocument(path: Document, root: string | URL = ROOT): Promise<string> {
  return Deno.readTextFile(typeof root === "string" ? `${root}/${path}` : new URL(path, root));
}

/**
 * The text below a heading, up to the next one of the same or a higher level.
 * @throws Error when the text has no such heading
 */
export function sectionOf(markdown: string, heading: string): string {
  const [, marks = "", rest] =
    new RegExp(`^(#+) ${literally(heading)}\\n([^]*)`, "m").exec(markdown) ?? [];
  if (rest === undefined) throw new Error(`there is no section ${heading}`);
  return outsideFences(rest).split(new RegExp(`^#{1,${marks.length}} `, "m"))[0]
    ?.replaceAll(FENCED_HASH, "#") ?? "";
}

/** The code blocks of a text in one language. */
export function codeBlocks(markdown: string, language: string): string[] {
  const fence = new RegExp(`^( *)\`\`\`${language}\\n([^]*?)^ *\`\`\`$`, "gm");
  return [...markdown.matchAll(fence)].map(([, indent = "", block = ""]) =>
    block.replaceAll(new RegExp(`^${indent}`, "gm"), "")
  );
}

/** The lines of shell blocks that are commands; their comments are cut off, continued lines joined. */
export function commandsIn(markdown: string): string[] {
  return codeBlocks(markdown, "sh")
    .flatMap((block) => block.replaceAll(/\\\n\s*/g, "").split("\n"))
    .map((line) => line.replace(/(^|\s+)# .*$/, "").trim())
    .filter((line) => line !== "");
}

const FENCED_HASH = "\u0000";

// A shell comment at the start of a line would read as a heading.
function outsideFences(markdown: string): string {
  return markdown.replaceAll(
    /^ *```[^]*?^ *```$/gm,
    (block) => block.replaceAll(/^#/gm, FENCED_HASH),
  );
}

function literally(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
