// The files whose words are checked.

import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const FOLDERS_LEFT_OUT = /^(node_modules|\.git|\.local)$/;
/** Generated from other files, which are checked; and this program's own list. */
const LEFT_OUT = [
  "supabase/.temp/",
  "supabase/.branches/",
  "supabase/functions/_shared/tool_list.ts",
  "supabase/functions/mcp/artifacts/postgres/database.types.ts",
  "supabase/functions/mcp/views/built/",
  "tests/conformance/RESULTS.md",
  "tests/words/",
  "tests/words_test.ts",
];

/** @returns paths from the project's root and texts, in the order of their paths */
export async function checkedFiles(folder = ""): Promise<{ path: string; text: string }[]> {
  const files: { path: string; text: string }[] = [];
  for await (const { name, isDirectory } of Deno.readDir(ROOT + folder)) {
    const path = folder + name;
    if (LEFT_OUT.some((each) => `${path}/`.startsWith(each) || path === each)) continue;
    if (isDirectory && !FOLDERS_LEFT_OUT.test(name)) files.push(...await checkedFiles(`${path}/`));
    else if (/\.(ts|sql|md)$/.test(name)) {
      files.push({ path, text: await Deno.readTextFile(ROOT + path) });
    }
  }
  return files.toSorted((a, b) => a.path < b.path ? -1 : 1);
}
