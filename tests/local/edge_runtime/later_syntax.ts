// Syntax that current Deno parses and the Edge Runtime (Deno 2.1.4) does not. `task test:edge` runs each sample on
// the real 2.1.4.

interface LaterSyntax {
  /** Matches the syntax in source text. */
  pattern: RegExp;
  /** A complete module that uses the syntax. */
  sample: string;
}

export const LATER_SYNTAX: readonly LaterSyntax[] = [
  {
    pattern: /with \{ type: "text" \}/,
    sample: 'import text from "./later_syntax.ts" with { type: "text" }; text.length;',
  },
  {
    pattern: /import defer/,
    sample: 'import defer * as apis from "./later_apis.json" with { type: "json" }; apis.default;',
  },
];
