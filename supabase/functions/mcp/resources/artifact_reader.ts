// Artifacts as MCP resources: reads one, and lists them in pages.

import * as z from "zod";
import { ArtifactId, type ArtifactSummary, KINDS } from "../artifacts/artifact.ts";
import { cursorOf, encodeCursor, ListCursor } from "../artifacts/cursor.ts";
import { StoreRejectedError } from "../artifacts/refusal.ts";
import type { UserContext } from "../primitives/context.ts";
import { oneLine, UNTRUSTED_NOTE } from "../primitives/stored_data.ts";
import type { ListedResource, ResourceContents, ResourcePage } from "../primitives/resource.ts";

const PAGE = 50;

const Cursor = z.optional(cursorOf(ListCursor));

export async function readArtifact(
  id: string | undefined,
  user: UserContext | undefined,
): Promise<ResourceContents | undefined> {
  const parsed = ArtifactId.safeParse(id);
  if (!parsed.success || !user) return undefined;
  try {
    const { kind, content, version } = await user.artifacts.read(parsed.data);
    return {
      mimeType: KINDS[kind].mimeType,
      text: content,
      _meta: { note: UNTRUSTED_NOTE, version },
    };
  } catch (error) {
    if (error instanceof StoreRejectedError) return undefined; // for example, the artifact is in the trash
    throw error;
  }
}

export async function listArtifacts(
  { artifacts }: UserContext,
  cursor: string | undefined,
): Promise<ResourcePage | undefined> {
  const after = Cursor.safeParse(cursor);
  if (!after.success) return undefined;
  const page = await artifacts.list({ limit: PAGE, after: after.data });
  return {
    resources: page.artifacts.map(listed),
    next: page.next && encodeCursor(page.next),
  };
}

function listed({ id, title, kind, size, updated_at }: ArtifactSummary): ListedResource {
  return {
    uri: `artifact://${id}`,
    name: oneLine(title),
    title: oneLine(title),
    description: `${kind}, ${size} bytes. ${UNTRUSTED_NOTE}`,
    mimeType: KINDS[kind].mimeType,
    size,
    annotations: { lastModified: updated_at },
  };
}
