// Holds the house together: who may import whom, who owns which package, what no file may do. Each
// rule is checked on the functions and then shown files that break it.

import assert from "node:assert/strict";
// @ts-types="@modelcontextprotocol/sdk/server/index"
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { forbiddenImports, idleArrows, importCycles } from "./architecture/arrows.ts";
import { foreignPackages, unfitSpecifiers } from "./architecture/packages.ts";
import { longFiles, reservedCode, silencedChecks } from "./architecture/reserved_code.ts";
import { importsOf, type SourceFile, sourceFiles } from "./architecture/source_files.ts";

const files = await sourceFiles();

interface Rule {
  check(files: readonly SourceFile[]): string[];
  /** What the rule says, starting with a file's path, when that file has this text. */
  broken: Record<string, string>;
}

const SDK = "@modelcontextprotocol/sdk/server/index";

const RULES: Record<string, Rule> = {
  "every file imports only what the table of arrows allows": {
    check: forbiddenImports,
    broken: {
      "mcp/tools/artifact/x.ts must not import ../../auth/user_id.ts":
        'import type { UserId } from "../../auth/user_id.ts";',
      "mcp/tools/artifact/x.ts must not import ../../artifacts/postgres/store.ts":
        'import { artifactsIn } from "../../artifacts/postgres/store.ts";',
      "mcp/protocol/modern/x.ts must not import ../../artifacts/artifact.ts":
        'export * from "../../artifacts/artifact.ts";',
      "mcp/protocol/modern/x.ts must not import ../legacy/mod.ts":
        'const { createLegacy } = await import("../legacy/mod.ts");',
      "mcp/protocol/features/x.ts must not import ../../tools/mod.ts":
        'import {\n  type Tool,\n  TOOLS,\n} from "../../tools/mod.ts";',
      "mcp/async/x.ts must not import ../auth/user_id.ts":
        'import type { UserId } from "../auth/user_id.ts";',
      "mcp/app.ts must not import ../_tools/terminal.ts": 'import "../_tools/terminal.ts";',
      "_tools/doctor/x.ts must not import ../../mcp/config.ts":
        'import { readConfig } from "../../mcp/config.ts";',
      "_tools/doctor/x.ts must not import ../clerk/needs.ts":
        'import { NEEDS } from "../clerk/needs.ts";',
      "mcp/endpoint.ts must not import ./index.ts": 'import "./index.ts";',
      "well-known/x.ts must not import ../mcp/config.ts": 'await import("../mcp/config.ts");',
      "mcp/new/x.ts has no row in the table of arrows": "",
    },
  },
  "every package has one owner": {
    check: foreignPackages,
    broken: {
      "mcp/app.ts must not import @supabase/supabase-js":
        'import { createClient } from "@supabase/supabase-js";',
      "mcp/auth/bearer.ts must not import @clerk/backend/jwt":
        'import type { JwtPayload } from "@clerk/backend/jwt";',
      "mcp/endpoint.ts must not import hono": 'import { Context } from "hono";',
      "mcp/protocol/modern/x.ts must not import @modelcontextprotocol/sdk/types.js":
        'import type { Result } from "@modelcontextprotocol/sdk/types.js";',
      "mcp/app.ts must not import npm:left-pad@1": 'import pad from "npm:left-pad@1";',
      "mcp/app.ts must not import (computed)": "await import(name);",
    },
  },
  "every relative import has its extension, every import of the SDK its types": {
    check: unfitSpecifiers,
    broken: {
      "mcp/app.ts imports ./endpoint without .ts": 'import { Endpoint } from "./endpoint";',
      [`mcp/protocol/legacy/x.ts imports ${SDK}.js without // @ts-types="${SDK}"`]:
        `import { Server } from "${SDK}.js";`,
    },
  },
  "no file does what only another may do": {
    check: reservedCode,
    broken: {
      "mcp/auth/bearer.ts mints a user id": "const id = parseUserId(sub);",
      "mcp/endpoint.ts casts to a user id": "signedIn(sub as UserId);",
      "mcp/config.ts touches the world": "Deno.env.get(name);",
      "mcp/protocol/modern/x.ts speaks of artifacts": 'const name = "artifact.list";',
    },
  },
  "no file is longer than one purpose takes": {
    check: longFiles,
    broken: { "mcp/app.ts has more than 150 lines": "\n".repeat(150) + "x" },
  },
  "no check is silenced without a reason": {
    check: silencedChecks,
    broken: {
      "mcp/app.ts silences a check: // deno-lint-ignore no-eval": "// deno-lint-ignore no-eval",
      "mcp/app.ts silences a check: // @ts-ignore -- x": "// @ts-ignore -- x",
    },
  },
};

for (const [rule, { check, broken }] of Object.entries(RULES)) {
  Deno.test(rule, () => {
    assert.deepEqual(check(files), []);
    for (const [said, text] of Object.entries(broken)) {
      const [path = ""] = said.split(" ");
      assert.deepEqual(check([{ path, text }]), [said]);
    }
  });
}

Deno.test("no file imports itself through others", () => {
  assert.deepEqual(importCycles(files), []);
  const text = (to: string) => `import type { X } from "./${to}";`;
  const cycle = [{ path: "a.ts", text: text("b.ts") }, { path: "b.ts", text: text("a.ts") }];
  assert.deepEqual(importCycles(cycle), ["a.ts imports b.ts imports a.ts"]);
});

Deno.test("the table of arrows has no unused entry", () => {
  assert.deepEqual(idleArrows(files), []);
});

Deno.test("every file was read and its imports understood", () => {
  assert.ok(files.length > 30, `${files.length} files`);
  for (const { path, text } of files) {
    const written = text.match(/\bfrom "|^import "|\bimport\(/gm)?.length ?? 0;
    assert.equal(importsOf({ path, text }).length, written, path);
  }
});

Deno.test("the SDK's imports are typed", () => {
  const server = new Server({ name: "test", version: "1" });
  // @ts-expect-error -- would compile if `Server` were `any`, as it is without the line above it
  assert.equal(server.noSuchMethod, undefined);
});
