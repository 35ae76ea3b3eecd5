// Contestants in the form in which they would be deployed: bundled by `task deploy`'s code, which also writes this
// server's list of tools into its bundle.

import { fileURLToPath } from "node:url";
import type { Part } from "../local/parts.ts";
import { bundleModule } from "../../supabase/functions/_tools/deploy/bundle.ts";
import { NOT_BUNDLED } from "../../supabase/functions/_shared/version.ts";
import type { Contestant } from "./contestants.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url)).replace(/\/$/, "");

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
      await bundleModule(ROOT, contestant.bundled ?? contestant.module, outdir, NOT_BUNDLED);
      const name = bundleOf(contestant.name);
      bundles.push({ ...contestant, name, module: `${outdir}/index.js`, packages: [] });
    }
    return { contestants: bundles, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
