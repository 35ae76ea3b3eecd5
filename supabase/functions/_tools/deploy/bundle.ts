// Builds a deployment: a folder with Supabase's configuration, and both functions bundled with the locked packages.

import { NOT_BUNDLED, VERSION } from "../../_shared/version.ts";
import { fileDigest, sourceDigest } from "../source_digest.ts";
import { withPreparedTools } from "./prepared_tools.ts";

/** The output folder, git-ignored. Its `supabase/` is a project for Supabase's command line tool. */
export const TARGET = ".deploy";
/** The module of each function that is bundled as the function's entry point. */
const ENTRYPOINTS = { "mcp": "bundled.ts", "well-known": "index.ts" };

/** The content of `manifest.json`, which describes a bundle. */
export interface Manifest {
  version: string;
  /** Git commit; absent outside a Git repository. */
  commit?: string;
  /** Digest of the sources and the lock file, which `/mcp/health` reports. */
  digest: string;
  /** SHA-256 of each file, by path. */
  files: Record<string, string>;
}

/**
 * @param root folder of the repository
 * @throws {Error} with the bundler's output if bundling fails, or if the bundle still imports a package
 */
export async function buildBundle(root: string): Promise<Manifest> {
  const target = `${root}/${TARGET}/supabase`;
  await Deno.remove(target, { recursive: true }).catch(ignoreMissing);
  await Deno.mkdir(target, { recursive: true });
  const config = await Deno.readTextFile(`${root}/supabase/config.toml`);
  await Deno.writeTextFile(`${target}/config.toml`, withEntrypoints(config));

  const digest = await sourceDigest(root);
  const files: string[] = [];
  for (const [name, entrypoint] of Object.entries(ENTRYPOINTS)) {
    const folder = `functions/${name}`;
    const bundled = await bundleModule(
      root,
      `supabase/${folder}/${entrypoint}`,
      `${target}/${folder}`,
      digest,
    );
    await expectComplete(`${target}/${folder}/index.js`);
    files.push(...bundled.map((file) => `supabase/${folder}/${file}`));
    // Without this file, Supabase's command line tool looks for an import map in other folders.
    await Deno.writeTextFile(`${target}/${folder}/deno.json`, "{}\n");
  }
  const commit = await commitOf(root);
  const digests = files.toSorted()
    .map(async (path) => [path, await fileDigest(`${root}/${TARGET}/${path}`)] as const);
  const manifest = {
    version: VERSION,
    ...(commit && { commit }),
    digest,
    files: Object.fromEntries(await Promise.all(digests)),
  };
  await Deno.writeTextFile(
    `${root}/${TARGET}/manifest.json`,
    `${JSON.stringify(manifest, null, 2)}\n`,
  );
  return manifest;
}

/** Sets index.js as entry point instead of index.ts: minified JavaScript can have another meaning as TypeScript. */
function withEntrypoints(config: string): string {
  return config.replace(
    /^\[functions\.([\w-]+)\]$/gm,
    (section, name) => `${section}\nentrypoint = "./functions/${name}/index.js"`,
  );
}

/**
 * @param entrypoint path of the module, relative to `root`
 * @param digest that `/mcp/health` will return
 * @returns names of the files in `outdir`; the entry point is index.js
 */
export async function bundleModule(
  root: string,
  entrypoint: string,
  outdir: string,
  digest: string,
): Promise<string[]> {
  const options = ["--minify", "--code-splitting", "--platform=deno", "--frozen", "--quiet"];
  const config = `--config=${root}/deno.json`;
  await deno(["bundle", ...options, config, `--outdir=${outdir}`, `${root}/${entrypoint}`]);
  const entryFile = entrypoint.replace(/^.*\/([\w-]+)\.ts$/, "$1.js");
  await Deno.rename(`${outdir}/${entryFile}`, `${outdir}/index.js`);
  const files = (await Array.fromAsync(Deno.readDir(outdir))).map(({ name }) => name);
  for (const file of files) await finish(`${outdir}/${file}`, digest);
  return files;
}

// With export condition `worker`, Clerk's verifier uses the global `crypto` instead of node:crypto. Loading node:crypto
// takes 12 ms on Deno 2.9.
const env = { DENO_CONDITIONS: "worker" };

/** Runs `deno`. @returns its standard output */
async function deno(args: string[]): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), { args, env })
    .output();
  if (success) return new TextDecoder().decode(stdout);
  throw new Error(`deno ${args[0]} failed:\n${new TextDecoder().decode(stderr)}`);
}

/** @throws {Error} if the bundle imports a package. Supabase would choose its version, which is not tested. */
async function expectComplete(entrypoint: string): Promise<void> {
  const { modules } = JSON.parse(await deno(["info", "--json", "--no-config", entrypoint]));
  const outside = (modules as { specifier: string }[]).map(({ specifier }) => specifier)
    .filter((specifier) => !/^(file|node):/.test(specifier));
  if (outside.length > 0) {
    throw new Error(
      `the bundle ${entrypoint} must contain all packages, but imports ${outside.join(", ")}`,
    );
  }
}

/** Imports at the beginning of a minified file. */
const IMPORTS = /^(?:import\b(?:\{[^}]*\}from)?"[^"]+";)+/;

/** Writes the digest and the list of tools into a bundled file, and adds spaces to the file's imports. */
async function finish(path: string, digest: string): Promise<void> {
  const text = await Deno.readTextFile(path);
  // Supabase's command line tool 3.1.0 uploads only files that are imported, and finds only imports with spaces.
  const spaced = text.replace(
    IMPORTS,
    (imports) => imports.replaceAll(/import\b(?=[{"])/g, "import ").replaceAll(/}from/g, `} from `),
  );
  const digested = spaced.replaceAll(`"${NOT_BUNDLED}"`, `"${digest}"`);
  await Deno.writeTextFile(path, withPreparedTools(digested));
}

async function commitOf(root: string): Promise<string | undefined> {
  try {
    const { success, stdout } = await new Deno.Command("git", {
      args: ["describe", "--always", "--abbrev=40", "--dirty", "--exclude=*"],
      cwd: root,
      stderr: "null",
    }).output();
    return success ? new TextDecoder().decode(stdout).trim() : undefined;
  } catch {
    return undefined; // git is not installed
  }
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}
