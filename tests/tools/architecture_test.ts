// The tools stand beside the functions: what they share with them is `_shared`, and no function knows them.

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { unfitSpecifiers } from "../architecture/packages.ts";
import { longFiles, silencedChecks } from "../architecture/reserved_code.ts";
import { importsOf, type SourceFile, sourceFiles } from "../architecture/source_files.ts";

const TOOLS = fileURLToPath(new URL("../../supabase/tools", import.meta.url));
/** Packages, and the only tool that may import each. */
const PACKAGES: Record<string, RegExp> = {
  "@modelcontextprotocol/sdk": /^doctor\//,
  "jose": /^doctor\/checks\/(forged|token)\.ts$/,
  "oauth4webapi": /^doctor\/(sign_in|probe)\.ts$/,
  "node:util": /./,
  "node:url": /./,
};

/** Every import beyond the tool's own folder, the two files they share and `_shared`. */
function strayImports(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => {
    const [folder = ""] = file.path.split("/");
    const own = [`${folder}/`, "terminal.ts", "variables.ts", "functions/_shared/"];
    return importsOf(file)
      .filter(({ specifier, target }) =>
        specifier.startsWith(".")
          ? !own.some((start) => target.startsWith(start))
          : !Object.entries(PACKAGES).some(([name, owner]) =>
            (specifier === name || specifier.startsWith(`${name}/`)) && owner.test(file.path)
          )
      )
      .map(({ specifier }) => `${file.path} must not import ${specifier}`);
  });
}

const files = await sourceFiles(TOOLS);

Deno.test("tools import at most _shared of the functions, and packages that are theirs", () => {
  assert.ok(files.length > 30);
  assert.deepEqual(strayImports(files), []);
  const broken = {
    "doctor/x.ts must not import ../../functions/mcp/config.ts":
      'import { readConfig } from "../../functions/mcp/config.ts";',
    "doctor/x.ts must not import ../clerk/needs.ts": 'import { NEEDS } from "../clerk/needs.ts";',
    "clerk/x.ts must not import oauth4webapi": 'import * as oauth from "oauth4webapi";',
  };
  for (const [said, text] of Object.entries(broken)) {
    const [path = ""] = said.split(" ");
    assert.deepEqual(strayImports([{ path, text }]), [said]);
  }
});

Deno.test("no function knows a tool", async () => {
  for (const file of await sourceFiles()) {
    const tools = importsOf(file).filter(({ specifier }) =>
      /\/tools\/(doctor|clerk|log)\//.test(specifier)
    );
    assert.deepEqual(tools, [], file.path);
  }
});

Deno.test("tools are typed, unsilenced and of one purpose a file", () => {
  assert.deepEqual([...unfitSpecifiers(files), ...silencedChecks(files), ...longFiles(files)], []);
});
