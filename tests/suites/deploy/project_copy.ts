// The project as on the machine of an operator: the repository's files, and files that must not be uploaded.
// In a temporary folder, so that nothing is left in the project itself.

import { cp } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { Part } from "../../local/parts.ts";

const PROJECT = fileURLToPath(new URL("../../../", import.meta.url));
const DEPLOYED = ["supabase", "deno.json", "deno.lock", "import_map.json"];
/** Secrets of the user who runs this, and the link to a project. */
const PRIVATE = /^(\.env(?!\.example)|\.temp$|\.branches$|node_modules$)/;

/** What people have lying about and never mean to upload. */
const LITTER = {
  "supabase/functions/mcp/.env": "CLERK_SECRET_KEY=sk_test_litter\n",
  "supabase/functions/mcp/x.env": "CLERK_SECRET_KEY=sk_test_litter\n",
  "supabase/functions/mcp/app_test.ts": 'import "./app.ts";\n',
  "supabase/functions/mcp/deno.lock": '{ "version": "5" }\n',
  "supabase/functions/_shared/cors_test.ts": 'import "./cors.ts";\n',
  "supabase/functions/well-known/notes.md": "# Notes\n",
};

interface ProjectCopy extends Part {
  readonly folder: string;
}

/** @param secrets text of `supabase/functions/.env` */
export async function copyProject(secrets: string): Promise<ProjectCopy> {
  const folder = await Deno.makeTempDir();
  const filter = (path: string) => !PRIVATE.test(basename(path));
  for (const path of DEPLOYED) {
    await cp(PROJECT + path, `${folder}/${path}`, { recursive: true, filter });
  }
  const litter = { ...LITTER, "supabase/functions/.env": secrets };
  for (const [path, text] of Object.entries(litter)) {
    await Deno.mkdir(dirname(`${folder}/${path}`), { recursive: true });
    await Deno.writeTextFile(`${folder}/${path}`, text);
  }
  return { folder, stop: () => Deno.remove(folder, { recursive: true }) };
}
