// Starts every Edge Function of a folder, as `supabase functions serve` does. Knows none by name.

import type { Parts } from "./parts.ts";
import { together } from "./parts.ts";
import { type LocalFunction, startFunction } from "./function_process.ts";

export interface FunctionsOptions {
  /** Every sub-folder with an `index.ts` is a function. */
  folder: string;
  /** Variables of all functions; each also gets its name and an id for this run of it. */
  environment: Record<string, string>;
  /** Origin to which `SUPABASE_URL` leads, if that is only a name. */
  gateway?: string | undefined;
  /** Loads a function anew when its code changes. */
  watch: boolean;
  /** Runs them as the platform does, with this Deno. */
  platformDeno?: string | undefined;
  /** Gets all they print, behind the function's name. */
  progress: (line: string) => void;
  /** Gets each one as soon as it runs. */
  onFunction?: ((name: string, running: LocalFunction) => void) | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * Starts them side by side and waits until all answer.
 * @param parts remembers each one as soon as it runs
 * @param origins gets each one's name and origin
 * @throws Error with what a function printed if it ended instead
 */
export async function startFunctions(
  { folder, progress, environment, onFunction, ...options }: FunctionsOptions,
  parts: Parts,
  origins: Map<string, string>,
): Promise<void> {
  const start = async (name: string) => {
    progress(`function ${name}: starting`);
    const running = await parts.add(startFunction({
      ...options,
      name,
      folder,
      environment: {
        ...environment,
        SUPABASE_FUNCTION_SLUG: name,
        SB_EXECUTION_ID: crypto.randomUUID(),
      },
      onLine: (line) => progress(`${name} | ${line}`),
    }));
    origins.set(name, running.origin);
    onFunction?.(name, running);
  };
  await together(...(await functionNames(folder)).map(start));
}

async function functionNames(folder: string): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of Deno.readDir(folder)) {
    // The names the platform takes; `_shared` and the like are no functions.
    if (/^[A-Za-z][A-Za-z0-9_-]*$/.test(name) && await isFile(`${folder}/${name}/index.ts`)) {
      names.push(name);
    }
  }
  return names.sort();
}

async function isFile(path: string): Promise<boolean> {
  return await Deno.stat(path).then(({ isFile }) => isFile, () => false);
}
