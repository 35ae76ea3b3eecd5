// MCP content blocks (server/tools, Tool Result).

/** One block of content. Bytes are base64. */
export type Content =
  | { type: "text"; text: string }
  | { type: "image" | "audio"; data: string; mimeType: string }
  | { type: "resource"; resource: EmbeddedResource };

/** A resource with its contents. */
type EmbeddedResource =
  & { uri: string; mimeType?: string }
  & ({ text: string } | { blob: string });
