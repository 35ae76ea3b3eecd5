// Forms of the language that today's Deno reads and the Edge Runtime, at the level of Deno 2.1.4, does
// not. `task test:edge` holds each sample against the real 2.1.4.

export interface LaterSyntax {
  /** How it is recognized. */
  pattern: RegExp;
  /** A whole module that uses it. */
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
