// Starts all Edge Functions in a folder, as `supabase functions serve` does.

import type { Parts } from "./parts.ts";
import { together } from "./parts.ts";
import { type LocalFunction, startFunction } from "./function_process.ts";

interface FunctionsOptions {
  /** Each sub-folder with an `index.ts` is a function. */
  folder: string;
  /** Variables of all functions; each also gets its name and an execution id. */
  environment: Record<string, string>;
  /** Origin that replaces `SUPABASE_URL`, if that does not resolve. */
  gateway?: string | undefined;
  /** Reload a function when its code changes. */
  watch: boolean;
  /** Deno executable that runs functions as the platform does. */
  platformDeno?: string | undefined;
  /** Called with each line they print, prefixed with the function's name. */
  progress: (line: string) => void;
  /** Called with each function when it runs. */
  onFunction?: ((name: string, running: LocalFunction) => void) | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * Starts all functions concurrently and waits until all answer.
 * @param parts each running function is added
 * @param origins each function's name and origin are added
 * @throws Error with the last lines of a function that ended instead
 */
export async function startFunctions(
  { folder, progress, environment, onFunction, ...options }: FunctionsOptions,
  parts: Parts,
  origins: Map<string, string>,
): Promise<void> {
  const start = async (name: string) => {
    progress(`${name} | starting`);
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
    // Names that the platform accepts; `_shared` and similar folders are not functions.
    if (/^[A-Za-z][A-Za-z0-9_-]*$/.test(name) && await isFile(`${folder}/${name}/index.ts`)) {
      names.push(name);
    }
  }
  return names.sort();
}

async function isFile(path: string): Promise<boolean> {
  return await Deno.stat(path).then(({ isFile }) => isFile, () => false);
}
