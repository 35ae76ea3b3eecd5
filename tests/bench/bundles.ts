// Contestants in the form in which they would be deployed: bundled, minified and split, all with the same options as
// `task deploy`.

import { fileURLToPath } from "node:url";
import type { Part } from "../local/parts.ts";
import { mustRun } from "../suites/program.ts";
import type { Contestant } from "./contestants.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const OPTIONS = ["--minify", "--code-splitting", "--platform=deno", "--frozen", "--quiet"];

/** @returns the name of a contestant's bundle */
export function bundleOf(name: string): string {
  return `${name}, bundled`;
}

export interface Bundles extends Part {
  contestants: readonly Contestant[];
}

/** Bundles each contestant into a folder of its own. */
export async function bundle(contestants: readonly Contestant[]): Promise<Bundles> {
  const folder = await Deno.makeTempDir();
  const stop = () => Deno.remove(folder, { recursive: true });
  try {
    const bundles: Contestant[] = [];
    for (const [index, contestant] of contestants.entries()) {
      const outdir = `${folder}/${index}`;
      const args = ["bundle", ...OPTIONS, `--outdir=${outdir}`, contestant.module];
      await mustRun(Deno.execPath(), args, { cwd: ROOT });
      const file = contestant.module.replace(/^.*\/([\w-]+)\.ts$/, "$1.js");
      const name = bundleOf(contestant.name);
      bundles.push({ ...contestant, name, module: `${outdir}/${file}`, packages: [] });
    }
    return { contestants: bundles, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
