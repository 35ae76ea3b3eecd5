// The tool that every contestant with a schema library offers, as its documentation would have it written.

import { z } from "zod";

const KINDS = ["markdown", "code", "html", "svg", "mermaid", "json", "csv", "text"] as const;

export const NAME = "artifact.list";

/** Built on every use, as in examples of servers that are created for every request. */
export function describe() {
  return {
    title: "List artifacts",
    description: "List the signed-in user's saved artifacts, newest first.",
    inputSchema: z.object({
      limit: z.int().min(1).max(100).default(20).describe("How many at most."),
      cursor: z.string().optional().describe("The last next_cursor."),
      kind: z.enum(KINDS).optional().describe("Only artifacts of this kind."),
      tag: z.string().max(50).optional().describe("Only artifacts with this tag."),
    }),
    outputSchema: z.object({
      artifacts: z.array(z.object({
        id: z.string(),
        title: z.string(),
        kind: z.enum(KINDS),
        language: z.string().nullable(),
        tags: z.array(z.string()),
        size: z.int(),
        version: z.int(),
        created_at: z.string(),
        updated_at: z.string(),
      })),
      next_cursor: z.string().optional(),
    }),
    annotations: { readOnlyHint: true },
  };
}

/** A tool's result: data, and the same as text. */
export function resultOf(artifacts: readonly object[]) {
  const structuredContent = { artifacts };
  return {
    content: [{ type: "text" as const, text: JSON.stringify(structuredContent) }],
    structuredContent,
  };
}
