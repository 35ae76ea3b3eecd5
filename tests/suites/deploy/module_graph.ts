// What a module and everything it imports consists of, as Deno sees it: types and literal dynamic imports
// included. Knows neither functions nor uploads.

import { fileURLToPath } from "node:url";
import { z } from "zod";

const TIMEOUT_MS = 120_000;

const Target = z.object({ specifier: z.string().optional(), error: z.string().optional() });
const Dependency = z.object({
  specifier: z.string(),
  code: Target.optional(),
  type: Target.optional(),
  isDynamic: z.boolean().optional(),
});
const Module = z.object({
  specifier: z.string(),
  error: z.string().optional(),
  dependencies: z.array(Dependency).default([]),
});
const Graph = z.object({
  roots: z.array(z.string()),
  modules: z.array(Module),
  npmPackages: z.record(z.string(), z.object({ localPath: z.string() })),
});
export type Graph = z.infer<typeof Graph>;

/**
 * @param config the deno.json to read it by; absent: none
 * @throws Error that says what cannot be found
 */
export async function moduleGraph(entrypoint: string, config?: string): Promise<Graph> {
  const settings = config === undefined ? "--no-config" : `--config=${config}`;
  const args = ["info", "--json", "--no-lock", settings, entrypoint];
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const options = { args, signal, stderr: "inherit" as const };
  const { stdout } = await new Deno.Command(Deno.execPath(), options).output();
  const graph = Graph.parse(JSON.parse(new TextDecoder().decode(stdout)));
  const faults = graph.modules.flatMap(faultsOf);
  if (faults.length > 0) throw new Error(`${entrypoint}:\n${faults.join("\n")}`);
  return graph;
}

function faultsOf({ specifier, error, dependencies }: z.infer<typeof Module>): string[] {
  const unresolved = dependencies.flatMap(({ code, type }) => [code?.error, type?.error]);
  return [error, ...unresolved].filter((fault) => fault !== undefined)
    .map((fault) => `${specifier}: ${fault}`);
}

/** Paths of all files of the graph, in no package. */
export function filesOf({ modules }: Graph): string[] {
  return filesAmong(modules.map(({ specifier }) => specifier));
}

/** Paths of the files that are loaded before anything runs. */
export function filesAtStart(graph: Graph): string[] {
  return filesAmong(reached(graph, ({ isDynamic }) => !isDynamic));
}

/** Paths of the files that are loaded when they are needed; a file of nothing but types never is. */
export function filesLater(graph: Graph): string[] {
  const atStart = filesAtStart(graph);
  return filesAmong(reached(graph, () => true)).filter((path) => !atStart.includes(path));
}

/** The modules that are loaded when they are needed, each with the paths of all files that it then takes. */
export function loadedLater(graph: Graph): Map<string, string[]> {
  const targets = graph.modules.flatMap(({ dependencies }) => dependencies)
    .flatMap(({ isDynamic, code }) => isDynamic && code?.specifier ? [code.specifier] : [])
    .filter((specifier) => specifier.startsWith("file:"));
  const atStart = new Set(filesAtStart(graph));
  return new Map(targets.map((target) => {
    const files = filesAtStart({ ...graph, roots: [target] });
    return [target, files.filter((path) => !atStart.has(path))];
  }));
}

type Dependency = z.infer<typeof Dependency>;

function reached({ roots, modules }: Graph, follow: (dependency: Dependency) => boolean): string[] {
  const bySpecifier = new Map(modules.map((module) => [module.specifier, module]));
  const specifiers = new Set(roots);
  // A set that grows while it is walked is walked to its end.
  for (const specifier of specifiers) {
    for (const dependency of bySpecifier.get(specifier)?.dependencies.filter(follow) ?? []) {
      if (dependency.code?.specifier) specifiers.add(dependency.code.specifier);
    }
  }
  return [...specifiers];
}

function filesAmong(specifiers: string[]): string[] {
  return specifiers.filter((specifier) => specifier.startsWith("file:"))
    .map((url) => fileURLToPath(url));
}
