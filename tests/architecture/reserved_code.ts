// Code that only certain files may contain, and checks that no file may silence.

import { type SourceFile, withoutComments } from "./source_files.ts";

const RESERVED: [what: string, code: RegExp, except: RegExp][] = [
  ["mints a user id", /\bparseUserId\b/, /^mcp\/auth\/(user_id|claims)\.ts$/],
  ["casts to a user id", /\bas UserId\b/, /^mcp\/auth\/user_id\.ts$/],
  // Everything but the protocol edge may: it serves any tools.
  ["speaks of artifacts", /artifact/i, /^(?!mcp\/protocol\/)/],
  [
    "touches the world",
    /\b(Deno|console|process)\./,
    /^(mcp\/server\.ts|well-known\/index\.ts|_tools\/.*)$/,
  ],
];

/** Every file whose code, comments aside, does what is reserved to another. */
export function reservedCode(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, text }) =>
    RESERVED
      .filter(([, code, except]) => code.test(withoutComments(text)) && !except.test(path))
      .map(([what]) => `${path} ${what}`)
  );
}

/** Every line that switches a check off; a lint rule may be, if the line says why. */
export function silencedChecks(files: readonly SourceFile[]): string[] {
  const silences = /deno-(lint|fmt|coverage)-ignore|@ts-(ignore|nocheck|expect-error)/;
  return files.flatMap(({ path, text }) =>
    text.split("\n")
      .filter((line) => silences.test(line) && !/\/\/ deno-lint-ignore [\w-]+ -- \w/.test(line))
      .map((line) => `${path} silences a check: ${line.trim()}`)
  );
}

/** More lines than one purpose takes. */
const MAX_LINES = 150;

/** Every file that is too long to have one purpose; what a tool generates has as many as it likes. */
export function longFiles(files: readonly SourceFile[]): string[] {
  return files
    .filter(({ path }) => path !== "mcp/artifacts/postgres/database.types.ts")
    .filter(({ text }) => text.trimEnd().split("\n").length > MAX_LINES)
    .map(({ path }) => `${path} has more than ${MAX_LINES} lines`);
}
