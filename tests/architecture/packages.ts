// Who owns which package, and how imports must be written so that they deploy and keep their types.

import { importsOf, type SourceFile } from "./source_files.ts";

/** The only files that may import a package. */
export const PACKAGE_OWNERS: Record<string, RegExp> = {
  "@clerk/backend": /^mcp\/auth\/clerk\/(verifier|webhook)\.ts$/,
  "@supabase/supabase-js": /^mcp\/artifacts\/postgres\/data_api\.ts$/,
  "@modelcontextprotocol/sdk": /^(mcp\/protocol\/legacy|_tools\/doctor)\//,
  "hono": /^(mcp\/app|well-known\/(response_limit|app|request_log))\.ts$/,
  "node:crypto": /^mcp\/auth\/token_key\.ts$/,
  "node:util": /^_tools\//,
  "node:url": /^_tools\//,
  "zod": /^(?!_tools\/)/,
  "jose": /^_tools\/doctor\/checks\/(forged_token|token)\.ts$/,
  "oauth4webapi": /^_tools\/doctor\/(sign_in|probe)\.ts$/,
  // Built into the views; no function loads them.
  "@modelcontextprotocol/ext-apps":
    /^mcp\/views\/(shared\/host|artifact\/(save|confirm_link)|list\/in_place)\.ts$/,
  "dompurify": /^mcp\/views\/artifact\/renderers\/(markdown|sanitize_page)\.ts$/,
  "highlight.js": /^mcp\/views\/artifact\/renderers\/(code|coloured)\.ts$/,
  "marked": /^mcp\/views\/artifact\/renderers\/bounded_marked\.ts$/,
  "papaparse": /^mcp\/views\/artifact\/renderers\/table\.ts$/,
};

/** Every import of a package by a file that does not own it. */
export function foreignPackages(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) =>
    importsOf(file)
      .filter(({ specifier }) => !specifier.startsWith("."))
      .filter(({ specifier }) => !PACKAGE_OWNERS[packageOf(specifier)]?.test(file.path))
      .map(({ specifier }) => `${file.path} must not import ${specifier}`)
  );
}

/** Every import that would be lost when deploying, or whose types are lost in checking. */
export function unfitSpecifiers(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) =>
    importsOf(file).flatMap(({ specifier, lineAbove }) =>
      faultsOf(specifier, lineAbove).map((fault) => `${file.path} imports ${specifier} ${fault}`)
    )
  );
}

function faultsOf(specifier: string, lineAbove: string): string[] {
  // The uploader follows only paths with an extension.
  if (specifier.startsWith(".")) return specifier.endsWith(".ts") ? [] : ["without .ts"];
  if (packageOf(specifier) !== "@modelcontextprotocol/sdk") return [];
  // The SDK's files are silently `any` without this.
  const types = `// @ts-types="${specifier.replace(/\.js$/, "")}"`;
  return lineAbove === types ? [] : [`without ${types}`];
}

function packageOf(specifier: string): string {
  return /^(@[^/]+\/[^/]+|[^/]+)/.exec(specifier)?.[1] ?? specifier;
}
