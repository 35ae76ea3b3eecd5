// Bundles TypeScript for a browser, reproducibly.

import { rolldown } from "rolldown";

/**
 * Functions without side effects, so that unused zod schemas can be dropped: the MCP Apps client library
 * contains the schemas of all of MCP.
 */
const PURE = ("z object looseObject string number boolean literal _enum array record union " +
  "discriminatedUnion intersection lazy optional extend and").split(" ");

/** Parts of zod that no view uses: translations and JSON Schema. */
const UNREACHED = /zod\/v4\/(locales\/index|core\/(to-json-schema|json-schema-processors))\.js$/;

/** A script that can be inlined in a page, and the paths of its modules. */
interface Bundle {
  code: string;
  modules: string[];
}

/** @param define build-time constants, as code */
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
