// Imports the packages of the views. Never called: it makes Deno install them into node_modules, where the
// bundler looks for them.

export const packages = () => [
  import("@mermaid-js/tiny/dist/mermaid.tiny.js"),
  import("@modelcontextprotocol/ext-apps"),
  import("dompurify"),
  import("highlight.js/lib/core"),
  import("marked"),
  import("papaparse"),
];
