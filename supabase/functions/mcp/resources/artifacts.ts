// artifact://{id}: the signed-in user's artifacts, for clients that attach them as context.

import * as z from "zod";
import { ArtifactId, type ArtifactSummary, KINDS } from "../artifacts/artifact.ts";
import { cursorOf, encodeCursor, ListCursor } from "../artifacts/cursor.ts";
import { StoreRejectedError } from "../artifacts/refusal.ts";
import { oneLine, UNTRUSTED_NOTE } from "../primitives/stored_data.ts";
import type { ListedResource, ResourceTemplate } from "../primitives/resource.ts";

const PAGE = 50;

const Cursor = cursorOf(ListCursor);

export default {
  uriTemplate: "artifact://{id}",
  name: "artifact",
  title: "A saved artifact",
  description: `One of the signed-in user's artifacts, whole. ${UNTRUSTED_NOTE}`,
  requires: ["profile"],

  async read({ id }, user) {
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
  },

  async list({ artifacts }, cursor) {
    const after = z.optional(Cursor).safeParse(cursor);
    if (!after.success) return undefined;
    const page = await artifacts.list({ limit: PAGE, after: after.data });
    return {
      resources: page.artifacts.map(listed),
      next: page.next && encodeCursor(page.next),
    };
  },
} satisfies ResourceTemplate;

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
