// The packages that views are built of. Never called: Deno puts into node_modules, where the bundler looks
// for packages, what a program could import.

export const packages = () => [
  import("@mermaid-js/tiny/dist/mermaid.tiny.js"),
  import("@modelcontextprotocol/ext-apps"),
  import("dompurify"),
  import("highlight.js/lib/core"),
  import("marked"),
  import("papaparse"),
];
