// A user's first minute with the server, the same in every client.

import assert from "node:assert/strict";

export type CallTool = (
  params: { name: string; arguments: Record<string, unknown> },
) => Promise<Record<string, unknown>>;

const content = "# Übersicht 🙂\r\n" + "line\n".repeat(30_000);

/** Saves a long artifact, finds it in the list and reads it back in pieces. */
export async function saveFindAndRead(callTool: CallTool): Promise<void> {
  const call = async (name: string, args: Record<string, unknown>) =>
    (await callTool({ name, arguments: args })).structuredContent as Record<string, unknown>;

  const created = await call("artifact.create", { title: "Overview", kind: "markdown", content });
  const { id, size } = created.artifact as { id: string; size: number };
  assert.equal(size, new TextEncoder().encode(content).length);

  const { artifacts } = await call("artifact.list", { kind: "markdown" });
  assert.equal((artifacts as { id: string }[])[0]?.id, id);

  let text = "";
  let offset: number | undefined = 0;
  while (offset !== undefined) {
    const piece: Record<string, unknown> = await call("artifact.view", { id, offset });
    text += (piece.artifact as { content: string }).content;
    offset = piece.next_offset as number | undefined;
  }
  assert.equal(text, content);
}
