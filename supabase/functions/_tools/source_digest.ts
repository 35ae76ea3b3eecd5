// The digest of a deployment's sources. `task deploy` writes the digest into the bundle, and `/mcp/health` returns it.
// The doctor compares the deployed digest with that of this checkout.

import { sha256 } from "../_shared/sha256.ts";

/** Folders of `supabase/functions` that are deployed. */
const DEPLOYED = ["_shared", "mcp", "well-known"];
/** Files that are not deployed: tests, and the sources of views. Only the built views are deployed. */
const LEFT_OUT = /^mcp\/views\/(?!built\/)|_test\.ts$/;
const SOURCE = /\.ts$|^[\w-]+\/deno\.json$/;

/**
 * @param root folder of the repository
 * @returns the first 16 hexadecimal digits of a SHA-256 over sources, settings, import map and lock file
 */
export async function sourceDigest(root: string): Promise<string> {
  const functions = `${root}/supabase/functions`;
  const sources: string[] = [];
  for (const folder of DEPLOYED) await addFiles(functions, folder, sources);
  const files = [
    ...sources.toSorted().map((path) => `supabase/functions/${path}`),
    "supabase/config.toml",
    "import_map.json",
    "deno.lock",
  ];
  const lines = await Promise.all(
    files.map(async (path) => `${await fileDigest(`${root}/${path}`)} ${path}\n`),
  );
  return (await sha256(lines.join(""))).slice(0, 16);
}

/** The SHA-256 of a file's content, in hexadecimal. */
export async function fileDigest(path: string): Promise<string> {
  return await sha256(await Deno.readFile(path));
}

async function addFiles(root: string, folder: string, found: string[]): Promise<void> {
  for await (const { name, isDirectory } of Deno.readDir(`${root}/${folder}`)) {
    const path = `${folder}/${name}`;
    if (isDirectory) await addFiles(root, path, found);
    else if (SOURCE.test(path) && !LEFT_OUT.test(path)) found.push(path);
  }
}
