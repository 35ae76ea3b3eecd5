// Small changes of code that should make a test fail.

import type { Target } from "./targets.ts";

export interface Mutant {
  target: Target;
  /** From the project's root. */
  path: string;
  /** From 1. */
  line: number;
  /** What stood there, and what stands there now. */
  change: string;
  /** The whole file with the change. */
  text: string;
}

type Operator = readonly [pattern: RegExp, replacement: string];

const TYPESCRIPT: readonly Operator[] = [
  [/===/, "!=="],
  [/!==/, "==="],
  [/ && /, " || "],
  [/ \|\| /, " && "],
  [/ \?\? /, " && "],
  [/ < /, " >= "],
  [/ > /, " <= "],
  [/ <= /, " > "],
  [/ >= /, " < "],
  [/ \+ 1\b/, ""],
  [/\btrue\b/, "false"],
  [/\bfalse\b/, "true"],
  [/\bif \((.*)\) (?=\{|return|throw|continue)/, "if (!($1)) "],
];

const SQL: readonly Operator[] = [
  [/ and (?=\w+ (=|is|<|>))/, " or "],
  [/ = (?=owner\b)/, " <> "],
  [/ >= /, " > "],
  [/ < /, " <= "],
  [/ \+ 1\b/, ""],
  [/ is not null/, " is null"],
  [/ is null/, " is not null"],
  [/\bdesc\b/, "asc"],
  [/\bnot exists\b/, "exists"],
];

/** Every mutant of a target. */
export async function mutantsOf(target: Target): Promise<Mutant[]> {
  const mutants: Mutant[] = [];
  for (const source of target.sources) {
    for (const path of await filesBelow(source)) {
      const text = await Deno.readTextFile(path);
      mutants.push(...changes(text, path.endsWith(".sql") ? SQL : TYPESCRIPT, target, path));
    }
  }
  return mutants;
}

function changes(
  text: string,
  operators: readonly Operator[],
  target: Target,
  path: string,
): Mutant[] {
  const lines = text.split("\n");
  return lines.flatMap((line, index) => {
    if (
      /^\s*(\/\/|--|\*|\/\*|import |comment on|')/.test(line) || /\btype\b|=>.*<|<.*>\(/.test(line)
    ) {
      return [];
    }
    const [code = ""] = line.split(/ \/\/ | -- /);
    return operators.flatMap(([pattern, replacement]) => {
      const changed = code.replace(pattern, replacement);
      if (changed === code) return [];
      const mutated = lines.with(index, changed + line.slice(code.length)).join("\n");
      const change = `${code.trim()} → ${changed.trim()}`;
      return [{ target, path, line: index + 1, change, text: mutated }];
    });
  });
}

async function filesBelow(path: string): Promise<string[]> {
  if ((await Deno.stat(path)).isFile) return [path];
  const files: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(path)) {
    const below = `${path}/${name}`;
    if (isDirectory) files.push(...await filesBelow(below));
    else if (/\.(ts|sql)$/.test(name) && name !== "database.types.ts") files.push(below);
  }
  return files.toSorted();
}

/** Some of the items, always the same for one seed (mulberry32). */
export function sample<Item>(items: readonly Item[], count: number, seed: number): Item[] {
  let state = seed;
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return items.map((item) => ({ item, at: random() }))
    .toSorted((one, other) => one.at - other.at)
    .slice(0, count)
    .map(({ item }) => item);
}
