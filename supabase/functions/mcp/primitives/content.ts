// What tools and prompts put before a model, in MCP's own words (server/tools, Tool Result).

/** One block of content. Bytes are base64. */
export type Content =
  | { type: "text"; text: string }
  | { type: "image" | "audio"; data: string; mimeType: string }
  | { type: "resource"; resource: EmbeddedResource };

/** A resource that comes along instead of being read by its URI. */
export type EmbeddedResource =
  & { uri: string; mimeType?: string }
  & ({ text: string } | { blob: string });
