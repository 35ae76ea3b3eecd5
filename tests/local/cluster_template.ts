// An empty PGlite cluster, created once and cached. Unpacking it takes a fifth of the time of initdb, and every
// end-to-end test starts a database.

import { fileURLToPath } from "node:url";
import { createPgliteConnection } from "@supabase/lite/pglite";
import importMap from "../../import_map.json" with { type: "json" };

const CACHE = fileURLToPath(new URL("../../.local/", import.meta.url));

/** An empty data folder as a tar archive, for PGlite's `loadDataDir`. */
export async function emptyCluster(): Promise<Blob> {
  // The format may differ between PGlite versions.
  const version = importMap.imports["@supabase/lite"].replace(/^.*@/, "");
  const file = `${CACHE}empty_cluster_${version}.tar`;
  try {
    return new Blob([await Deno.readFile(file)]);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  const template = await initialize();
  await keep(file, await template.bytes());
  return template;
}

async function initialize(): Promise<Blob> {
  const connection = await createPgliteConnection({ url: "memory://" });
  try {
    return await connection.driver.dumpDataDir("none");
  } finally {
    await connection.close();
  }
}

// Renamed into place, so that another stack never reads a partial file.
async function keep(file: string, bytes: Uint8Array): Promise<void> {
  await Deno.mkdir(CACHE, { recursive: true });
  const unfinished = await Deno.makeTempFile({ dir: CACHE });
  await Deno.writeFile(unfinished, bytes);
  await Deno.rename(unfinished, file);
}
