// Content blocks of tool results (MCP, server/tools, Tool Result).

/** One content block. `data` and `blob` are base64. */
export type Content =
  | { type: "text"; text: string }
  | { type: "image" | "audio"; data: string; mimeType: string }
  | { type: "resource"; resource: EmbeddedResource };

/** A resource with its contents. */
type EmbeddedResource =
  & { uri: string; mimeType?: string }
  & ({ text: string } | { blob: string });
