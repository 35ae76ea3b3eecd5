// The kinds of artifacts. Imports no module, because the views import this file into the browser.

/** Each kind: its use, the MIME type of its content, and the extension of a downloaded file. */
export const KINDS = {
  markdown: { use: "documents, notes, reports", mimeType: "text/markdown", extension: "md" },
  code: { use: "source code; say which in `language`", mimeType: "text/plain", extension: "txt" },
  html: { use: "whole pages or fragments", mimeType: "text/html", extension: "html" },
  svg: { use: "drawings", mimeType: "image/svg+xml", extension: "svg" },
  mermaid: {
    use: "diagrams as Mermaid text",
    mimeType: "text/vnd.mermaid",
    extension: "mmd",
  },
  json: { use: "structured data", mimeType: "application/json", extension: "json" },
  csv: { use: "tables", mimeType: "text/csv", extension: "csv" },
  text: { use: "anything else that is plain text", mimeType: "text/plain", extension: "txt" },
} as const;

export type Kind = keyof typeof KINDS;
