// Which room may import which, as a table. Everything else is forbidden.

import { importsOf, type SourceFile } from "./source_files.ts";

/**
 * Rows of files and what they may import: paths below `supabase/functions`, where `*` stands for one
 * name and `type:` for "its types only". The first row that fits a file decides.
 */
type Arrows = readonly (readonly [files: string, mayImport: readonly string[]])[];

/** Rooms of `supabase/functions`: files, and what they may import. */
const ARROWS = arrows(`
  _shared/*.ts -> _shared/*.ts

  # Programs for operators. A tool knows _shared and its own folder; no function knows a tool. task deploy reads the
  # variables as the function does, and prepares the product's tools.
  _tools/doctor/checks/*.ts -> _tools/doctor/*.ts _tools/doctor/checks/*.ts _tools/*.ts
      _shared/*.ts
  _tools/doctor/*.ts -> _tools/doctor/*.ts _tools/doctor/checks/*.ts _tools/*.ts _shared/*.ts
  _tools/admin/*.ts -> _tools/admin/*.ts _tools/*.ts _shared/*.ts
  _tools/deploy/prepared_tools.ts -> mcp/tools/mod.ts mcp/primitives/prepared_tools.ts
  _tools/deploy/*.ts -> _tools/deploy/*.ts _tools/*.ts _shared/*.ts mcp/config.ts
  _tools/clerk/*.ts -> _tools/clerk/*.ts _tools/*.ts _shared/*.ts
  _tools/log/*.ts -> _tools/*.ts _shared/*.ts
  _tools/*.ts -> _tools/*.ts _shared/sha256.ts

  well-known/*.ts -> _shared/*.ts well-known/*.ts

  # The two entry points choose what loads when.
  mcp/index.ts -> mcp/server.ts mcp/authentication.ts mcp/library.ts mcp/tools/mod.ts
  mcp/bundled.ts -> mcp/server.ts mcp/authentication.ts mcp/calls.ts mcp/primitives/prepared_tools.ts
  mcp/calls.ts -> mcp/library.ts mcp/tools/mod.ts
  # Builds everything. Of the resources it knows the list.
  mcp/server.ts -> _shared/*.ts mcp/*.ts mcp/http/*.ts mcp/async/*.ts mcp/rate_limit/*.ts
      mcp/auth/*.ts mcp/auth/clerk/webhook.ts mcp/primitives/*.ts mcp/protocol/mod.ts mcp/resources/mod.ts
  # Loaded when they are needed. No other file builds what knows Clerk or Supabase.
  mcp/authentication.ts -> _shared/pseudonym.ts type:mcp/config.ts mcp/auth/verified_tokens.ts
      mcp/auth/clerk/verifier.ts
  mcp/library.ts -> type:mcp/config.ts mcp/artifacts/postgres/*.ts
  mcp/app.ts -> _shared/*.ts mcp/http/*.ts mcp/async/lazy.ts mcp/protocol/json_rpc.ts
  mcp/endpoint.ts -> mcp/http/*.ts mcp/auth/*.ts type:mcp/client_policy.ts mcp/async/timed.ts
      mcp/protocol/*.ts type:mcp/rate_limit/call_queue.ts type:mcp/primitives/context.ts
  mcp/*.ts -> _shared/*.ts mcp/secret_key.ts mcp/clerk_config.ts type:mcp/client_policy.ts mcp/artifacts/*.ts
      type:mcp/protocol/revision.ts
  mcp/http/*.ts -> _shared/*.ts mcp/http/*.ts mcp/async/*.ts mcp/json/*.ts mcp/client_policy.ts
      mcp/auth/verification.ts type:mcp/auth/bearer.ts type:mcp/auth/account_event.ts mcp/protocol/*.ts
      mcp/protocol/features/call_tool.ts
  mcp/rate_limit/*.ts -> _shared/lru.ts mcp/rate_limit/*.ts mcp/async/*.ts
      type:mcp/auth/user_id.ts

  # No file of auth/ knows Clerk but those in auth/clerk/.
  mcp/auth/clerk/*.ts -> _shared/lru.ts _shared/loopback.ts _shared/well_known_url.ts mcp/auth/clerk/*.ts mcp/auth/*.ts mcp/async/*.ts
  mcp/auth/*.ts -> _shared/lru.ts _shared/token_rejections.ts mcp/auth/*.ts mcp/async/*.ts
      mcp/json/value.ts

  # Speaks MCP about any tools, resources and prompts; knows no artifact and no token. The two
  # families of revisions do not know each other.
  mcp/protocol/mod.ts -> mcp/protocol/*.ts mcp/protocol/features/*.ts mcp/protocol/legacy/mod.ts
      mcp/protocol/modern/*.ts
  mcp/protocol/legacy/*.ts -> type:_shared/tool_names.ts mcp/protocol/legacy/*.ts mcp/protocol/*.ts
      mcp/protocol/features/*.ts mcp/primitives/*.ts mcp/json/*.ts
  mcp/protocol/modern/*.ts -> mcp/protocol/modern/*.ts mcp/protocol/*.ts
      mcp/protocol/features/*.ts mcp/primitives/*.ts mcp/json/*.ts
  mcp/protocol/features/*.ts -> _shared/tool_names.ts mcp/protocol/features/*.ts
      mcp/protocol/json_rpc.ts mcp/protocol/target.ts type:mcp/protocol/*.ts mcp/primitives/*.ts
      mcp/json/*.ts mcp/async/lazy.ts
  mcp/protocol/*.ts -> type:_shared/tool_names.ts mcp/protocol/*.ts type:mcp/primitives/*.ts
      mcp/json/*.ts

  # A tool cannot even name a user: nothing of auth/ is in reach.
  mcp/tools/mod.ts -> mcp/tools/*/*.ts mcp/primitives/*.ts
  mcp/tools/*/*.ts -> mcp/primitives/*.ts mcp/artifacts/*.ts mcp/views/built/uris.ts
  mcp/resources/*.ts -> mcp/resources/*.ts mcp/primitives/*.ts mcp/artifacts/*.ts
      mcp/views/built/*.ts mcp/json/*.ts mcp/async/lazy.ts
  mcp/primitives/*.ts -> type:_shared/tool_names.ts mcp/primitives/*.ts mcp/artifacts/*.ts mcp/json/*.ts mcp/async/lazy.ts

  # Rows have owners; artifacts have none.
  mcp/artifacts/postgres/*.ts -> mcp/artifacts/postgres/*.ts mcp/artifacts/*.ts mcp/async/*.ts
      type:mcp/auth/user_id.ts type:mcp/rate_limit/*.ts
  mcp/artifacts/kinds.ts ->
  mcp/artifacts/*.ts -> _shared/lru.ts _shared/sha256.ts mcp/artifacts/*.ts mcp/async/*.ts
  mcp/async/*.ts -> mcp/async/*.ts
  mcp/json/*.ts -> mcp/json/*.ts

  # Browsers run these. The functions import the built views only. A view imports the types of
  # artifacts and the table of kinds.
  mcp/views/built/*.ts ->
  mcp/views/artifact/renderers/*.ts -> mcp/views/artifact/renderers/*.ts
      type:mcp/views/artifact/loaded_artifact.ts mcp/views/shared/*.ts type:mcp/artifacts/kinds.ts
  mcp/views/artifact/*.ts -> mcp/views/artifact/*.ts mcp/views/artifact/renderers/mod.ts
      mcp/views/shared/*.ts mcp/artifacts/kinds.ts type:mcp/artifacts/artifact.ts
  mcp/views/*/*.ts -> _shared/version.ts mcp/views/list/*.ts mcp/views/shared/*.ts
      type:mcp/artifacts/artifact.ts type:mcp/artifacts/kinds.ts
`);

/** Every import that no arrow allows, and every file that has no row, a sentence each. */
export function forbiddenImports(files: readonly SourceFile[], arrows = ARROWS): string[] {
  return files.flatMap((file) => {
    const row = arrows.find(([pattern]) => fits(pattern, file.path));
    if (!row) return [`${file.path} has no row in the table of arrows`];
    return importsOf(file)
      .filter(({ specifier }) => specifier.startsWith("."))
      .filter(({ target, typeOnly }) => !row[1].some((may) => allows(may, target, typeOnly)))
      .map(({ specifier }) => `${file.path} must not import ${specifier}`);
  });
}

/** Rows that fit no file, and allowances that nothing uses: they would hide a later mistake. */
export function idleArrows(files: readonly SourceFile[], arrows = ARROWS): string[] {
  const rowOf = (path: string) => arrows.find(([pattern]) => fits(pattern, path));
  return arrows.flatMap((row) => {
    const own = files.filter(({ path }) => rowOf(path) === row);
    if (own.length === 0) return [`no file fits ${row[0]}`];
    const imports = own.flatMap(importsOf);
    return row[1]
      .filter((may) => !imports.some(({ target, typeOnly }) => allows(may, target, typeOnly)))
      .map((may) => `${row[0]} makes no use of ${may}`);
  });
}

/** Reads a table: `files -> allowed allowed`, continued on indented lines; `#` starts a comment. */
function arrows(table: string): Arrows {
  const rows = table.replace(/^ *#.*$/gm, "").split(/^ {2}(?=\S)/m).slice(1);
  return rows.map((row) => {
    const [files = "", , ...mayImport] = row.trim().split(/\s+/);
    return [files, mayImport] as const;
  });
}

function allows(may: string, target: string, typeOnly: boolean): boolean {
  const types = may.startsWith("type:");
  return fits(types ? may.slice("type:".length) : may, target) && (typeOnly || !types);
}

function fits(pattern: string, path: string): boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[.]/g, "\\."));
  return new RegExp(`^${parts.join("[^/]+")}$`).test(path);
}

/** Every circle of imports, types included, as the paths along it. */
export function importCycles(files: readonly SourceFile[]): string[] {
  const targets = new Map(files.map((file) => [file.path, importsOf(file).map((i) => i.target)]));
  const done = new Set<string>();
  const cycles: string[] = [];
  const walk = (path: string, trail: readonly string[]) => {
    const at = trail.indexOf(path);
    if (at >= 0) cycles.push([...trail.slice(at), path].join(" imports "));
    if (at >= 0 || done.has(path)) return;
    for (const target of targets.get(path) ?? []) walk(target, [...trail, path]);
    done.add(path);
  };
  for (const { path } of files) walk(path, []);
  return cycles;
}
