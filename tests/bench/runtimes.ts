// The Denos that servers are measured on: the one that runs this, and the Edge Runtime's level.

import type { Part } from "../local/parts.ts";
import { EDGE_DENO_ENVIRONMENT, findEdgeDeno } from "../suites/edge_deno.ts";

/** A Deno, and what else it finds. */
export interface Runtime {
  version: string;
  program: string;
  environment: Record<string, string>;
  /** Holds a lock file for each contestant, so that none has the others' packages to look through. */
  locks: string;
}

interface Runtimes extends Part {
  here: Runtime;
  edge: Runtime;
}

export async function findRuntimes(): Promise<Runtimes> {
  const here = await runtime(Deno.version.deno, Deno.execPath());
  const edge = await runtime("2.1.4", await findEdgeDeno(), EDGE_DENO_ENVIRONMENT);
  return {
    here,
    edge,
    stop: async () => {
      for (const { locks } of [here, edge]) await Deno.remove(locks, { recursive: true });
    },
  };
}

async function runtime(version: string, program: string, environment = {}): Promise<Runtime> {
  return { version, program, environment, locks: await Deno.makeTempDir() };
}
