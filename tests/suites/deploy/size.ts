// How big a function is, by every measure that a limit could be meant by: what is loaded of it, and what
// the Edge Runtime packs, which is every package of its graph as a whole. Knows no limit.

import { brotliCompressSync, constants } from "node:zlib";
import { NOT_BUNDLED } from "../../../supabase/functions/_shared/version.ts";
import { bundleModule } from "../../../supabase/functions/_tools/deploy/bundle.ts";
import { filesAtStart, type Graph, loadedLater, moduleGraph } from "./module_graph.ts";

/** In bytes. */
export interface Size {
  /** Minified code that runs before the first request. */
  atStart: number;
  /** Minified code that is imported when it is needed, by what is then imported. */
  later: Record<string, number>;
  /** Every file of every package, used or not. */
  packages: number;
  /** The same, compressed as bundles are. */
  packed: number;
}

/** Paths from the project. */
interface FunctionPaths {
  /** Of the sources. */
  entrypoint: string;
  /** Of a bundle. */
  bundled: string;
  /** The function's deno.json. */
  config: string;
}

export async function sizeOf(
  project: string,
  { entrypoint, bundled, config }: FunctionPaths,
): Promise<Size> {
  const loaded = await bundledSize(project, bundled);
  const graph = await moduleGraph(`${project}/${entrypoint}`, `${project}/${config}`);
  return { ...loaded, ...await packagesSize(graph) };
}

async function bundledSize(project: string, entrypoint: string) {
  const folder = await Deno.makeTempDir();
  try {
    await bundleModule(project, entrypoint, folder, NOT_BUNDLED);
    const graph = await moduleGraph(`${folder}/index.js`);
    const later = [...loadedLater(graph)].map(async (
      [url, files],
    ) => [chunkName(url), await total(files)]);
    const atStart = await total(filesAtStart(graph));
    return { atStart, later: Object.fromEntries(await Promise.all(later)) };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** The bundler names a chunk after its module; a package's after the folder that its module is in. */
function chunkName(url: string): string {
  return /([^/]+)-\w+\.js$/.exec(url)?.[1] ?? url;
}

async function packagesSize({ npmPackages }: Graph) {
  const folders = new Set(Object.values(npmPackages).map(({ localPath }) => localPath));
  const paths = (await Promise.all([...folders].map(filesBelow))).flat();
  const contents = await Promise.all(paths.map((path) => Deno.readFile(path)));
  const packages = contents.reduce((sum, { length }) => sum + length, 0);
  return { packages, packed: await packedSize(contents) };
}

/** @returns the size of files together, compressed as bundles are, in bytes */
export async function packedSize(contents: readonly Uint8Array<ArrayBuffer>[]): Promise<number> {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 6, [constants.BROTLI_PARAM_LGWIN]: 22 };
  return brotliCompressSync(await new Blob([...contents]).bytes(), { params }).length;
}

async function filesBelow(folder: string): Promise<string[]> {
  const paths: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = `${folder}/${name}`;
    paths.push(...isDirectory ? await filesBelow(path) : [path]);
  }
  return paths.toSorted();
}

async function total(paths: string[]): Promise<number> {
  const sizes = await Promise.all(paths.map(async (path) => (await Deno.stat(path)).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
