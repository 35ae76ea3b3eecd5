// PGlite clusters, created once and cached. Unpacking one takes a fifth of the time of initdb, and every
// end-to-end test starts a database.

import { fileURLToPath } from "node:url";
import { createPgliteConnection } from "@supabase/lite/pglite";
import importMap from "../../import_map.json" with { type: "json" };

const CACHE = fileURLToPath(new URL("../../.local/", import.meta.url));

/** An empty data folder as a tar archive, for PGlite's `loadDataDir`. */
export async function emptyCluster(): Promise<Blob> {
  return await cachedCluster("empty_cluster", "", initialize);
}

/**
 * @param contents hash of what the cluster was made from; archives of other contents are removed
 * @returns the cached archive of this name, else the one that `create` makes
 */
export async function cachedCluster(
  name: string,
  contents: string,
  create: () => Promise<Blob>,
): Promise<Blob> {
  // The format may differ between PGlite versions.
  const version = importMap.imports["@supabase/lite"].replace(/^.*@/, "");
  const file = [name, ...(contents ? [contents] : []), version].join("_") + ".tar";
  try {
    return new Blob([await Deno.readFile(CACHE + file)]);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  const cluster = await create();
  // The tests of the functions may not write.
  const { state } = await Deno.permissions.query({ name: "write", path: CACHE });
  if (state === "granted") {
    await keep(CACHE + file, await cluster.bytes());
    await removeOthers(name, file);
  }
  return cluster;
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

async function removeOthers(name: string, file: string): Promise<void> {
  const files = await Array.fromAsync(Deno.readDir(CACHE));
  const others = files.filter((other) => other.name.startsWith(`${name}_`) && other.name !== file);
  // Another process may be doing the same.
  await Promise.allSettled(others.map((other) => Deno.remove(CACHE + other.name)));
}
