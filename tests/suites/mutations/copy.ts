// A copy of the project in which code may be broken.

import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const COPIED = ["deno.json", "deno.lock", "import_map.json", "README.md", "supabase", "tests"];

interface Copy extends AsyncDisposable {
  folder: string;
}

export async function copyOf(): Promise<Copy> {
  const folder = await Deno.makeTempDir();
  for (const path of COPIED) await copy(`${ROOT}${path}`, `${folder}/${path}`);
  await Deno.symlink(`${ROOT}node_modules`, `${folder}/node_modules`);
  return {
    folder,
    [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }),
  };
}

async function copy(from: string, to: string): Promise<void> {
  if ((await Deno.stat(from)).isFile) return await Deno.copyFile(from, to);
  await Deno.mkdir(to, { recursive: true });
  for await (const { name } of Deno.readDir(from)) await copy(`${from}/${name}`, `${to}/${name}`);
}
