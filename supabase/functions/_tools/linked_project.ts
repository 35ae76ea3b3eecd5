// The Supabase project that the checkout is linked to.

import { SUPABASE } from "./command_line_tool.ts";

/**
 * @param root folder of the repository
 * @returns the project's reference, 20 letters
 * @throws {Error} whose message says how to link a project
 */
export async function linkedProject(root: string): Promise<string> {
  const path = `${root}/supabase/.temp/project-ref`;
  const ref = (await Deno.readTextFile(path).catch(() => "")).trim();
  if (/^[a-z]{20}$/.test(ref)) return ref;
  throw new Error(`No Supabase project is linked. Run: ${SUPABASE} link --project-ref <ref>`);
}
