// Bundles TypeScript for a browser, the same bytes from the same sources.

import { rolldown } from "rolldown";

/**
 * Calls without an effect, by name: what zod makes of a schema that nobody uses can be left out. The client
 * library of MCP Apps brings the schemas of all of MCP along.
 */
const PURE = [
  ...["z", "object", "looseObject", "string", "number", "boolean", "literal", "_enum", "array"],
  ...["record", "union", "discriminatedUnion", "intersection", "lazy", "optional", "extend", "and"],
];

/** Parts of zod that no view reaches: its messages in other languages, and JSON Schema. */
const UNREACHED = /zod\/v4\/(locales\/index|core\/(to-json-schema|json-schema-processors))\.js$/;

/** A script, fit to stand in a page, and the paths of the modules in it. */
export interface Bundle {
  code: string;
  modules: string[];
}

/** @param define constants, as code */
export async function bundle(input: string, define: Record<string, string> = {}): Promise<Bundle> {
  const build = await rolldown({
    input,
    platform: "browser",
    transform: { define },
    plugins: [{ name: "unreached", load: (id) => UNREACHED.test(id) ? withoutBodies(id) : null }],
    treeshake: {
      moduleSideEffects: (id) => !id.includes("node_modules"),
      propertyReadSideEffects: false,
      unknownGlobalSideEffects: false,
      manualPureFunctions: PURE,
    },
  });
  try {
    const options = { format: "esm", minify: true, codeSplitting: false } as const;
    const { output: [{ code, moduleIds }] } = await build.generate(options);
    const script = code.replace(/<\/(script)/gi, "<\\/$1").replace(/<!--/g, "\\x3C!--");
    return { code: script, modules: moduleIds };
  } finally {
    await build.close();
  }
}

async function withoutBodies(path: string): Promise<string> {
  const source = await Deno.readTextFile(path);
  const names = [...source.matchAll(/^export (?:const|function) (\w+)/gm)].map(([, name]) => name);
  const process = source.includes("export { processSchema as process }")
    ? "export { processSchema as process };"
    : "";
  return names.map((name) => `export const ${name} = () => () => {};`).join("\n") + process;
}
