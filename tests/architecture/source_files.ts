// The functions' source files as the architecture tests read them: paths, texts, imports. Knows no
// rule.

import { fileURLToPath } from "node:url";

/** One TypeScript file; `path` is relative to `supabase/functions`. */
export interface SourceFile {
  path: string;
  text: string;
}

/** One import or re-export. */
interface Import {
  /** As written. */
  specifier: string;
  /** The imported file's path like {@link SourceFile.path}, or the specifier of a package. */
  target: string;
  /** Nothing of it is left at run time. */
  typeOnly: boolean;
  /** The line above it. */
  lineAbove: string;
}

const FUNCTIONS = fileURLToPath(new URL("../../supabase/functions", import.meta.url));

/** Whole pages and libraries in a string: no source of ours. */
const PAGES = /^mcp\/views\/built\/(?!uris\.ts$)/;

/** Reads every TypeScript file below `folder`. */
export async function sourceFiles(folder = FUNCTIONS, below = ""): Promise<SourceFile[]> {
  const files: SourceFile[] = [];
  for await (const { name, isDirectory } of Deno.readDir(`${folder}/${below}`)) {
    const path = below + name;
    if (isDirectory) files.push(...await sourceFiles(folder, `${path}/`));
    else if (name.endsWith(".ts")) {
      const text = await Deno.readTextFile(`${folder}/${path}`);
      files.push({ path, text: PAGES.test(path) ? "" : text });
    }
  }
  return files.toSorted((a, b) => a.path < b.path ? -1 : 1);
}

/** The files of both functions, without the tools beside them, which are never deployed. */
export async function functionFiles(): Promise<SourceFile[]> {
  return (await sourceFiles()).filter(({ path }) => !path.startsWith("_tools/"));
}

// Between the keyword and `from` stand only names, braces, commas and stars.
const STATEMENT = /^(?:import|export)\s+(type\s)?(?:([\w$*{},\s]+?)\s+from\s+)?"([^"]+)"/gm;
const DYNAMIC = /\bimport\s*\(\s*(?:"([^"]*)")?/g;

/** Every import of a file, in its order; a computed one has the target `(computed)`. */
export function importsOf({ path, text }: SourceFile): Import[] {
  const statements = [...text.matchAll(STATEMENT)].map((match) => {
    const [, type, names = "", specifier = ""] = match;
    const lineAbove = text.slice(0, match.index).split("\n").at(-2) ?? "";
    const typeOnly = type !== undefined || onlyTypes(names);
    return { specifier, target: resolve(path, specifier), typeOnly, lineAbove };
  });
  const dynamic = [...text.matchAll(DYNAMIC)].map(([, specifier = "(computed)"]) => {
    return { specifier, target: resolve(path, specifier), typeOnly: false, lineAbove: "" };
  });
  return [...statements, ...dynamic];
}

function onlyTypes(names: string): boolean {
  const listed = /^\{(.*)\}$/s.exec(names.trim())?.[1]?.split(",").map((name) => name.trim());
  return listed?.every((name) => name === "" || name.startsWith("type ")) ?? false;
}

function resolve(from: string, specifier: string): string {
  if (!specifier.startsWith(".")) return specifier;
  return new URL(specifier, `file:///${from}`).pathname.slice(1);
}

/** What of a text is code. */
export function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, "");
}
