// artifact.list: lists or searches the user's library by pages.

import * as z from "zod";
import { ArtifactSummary, Kind, Query, Tag } from "../../artifacts/artifact.ts";
import {
  cursorOf,
  encodeCursor,
  INVALID_CURSOR_MESSAGE,
  ListCursor,
  SearchCursor,
} from "../../artifacts/cursor.ts";
import { textsOf } from "../../artifacts/field_texts.ts";
import type { ArtifactFilter, ArtifactStore } from "../../artifacts/store.ts";
import { firstThatFit } from "../../primitives/result_size.ts";
import { oneLine, UNTRUSTED_NOTE } from "../../primitives/stored_data.ts";
import { defineTool } from "../../primitives/define_tool.ts";
import { ToolError } from "../../primitives/tool_error.ts";
import { LIST_VIEW } from "../../views/built/uris.ts";

export default defineTool({
  name: "artifact.list",
  title: "List or search artifacts",
  description:
    "List the user's saved artifacts, newest first, without contents; with query, those that match, best " +
    "first, each with an excerpt. Use it to find an id or to show what is there.",
  requires: ["profile"],
  effect: "reads",
  view: { uri: LIST_VIEW, invoking: "Looking through the library", invoked: "The library" },
  calledByViews: true,
  input: () =>
    z.strictObject({
      limit: z.int().min(1).max(100).default(20).meta({ description: "How many at most." }),
      cursor: z.string().meta({ description: "The last next_cursor." }).optional(),
      query: Query.meta({
        description: 'Words of title or content; "a phrase", -without, or.',
      }).optional(),
      kind: Kind.meta({ description: "Only artifacts of this kind." }).optional(),
      tag: Tag.meta({ description: "Only artifacts with this tag." }).optional(),
      trashed: z.boolean().default(false)
        .meta({ description: "List the trash instead." }),
    }),
  output: () =>
    z.object({
      note: z.string(),
      artifacts: z.array(ArtifactSummary.extend({
        excerpt: z.string().optional(),
      })),
      next_cursor: z.string().optional(),
    }),
  content: ({ artifacts, next_cursor }) =>
    [
      artifacts.length === 0
        ? "No artifacts."
        : `Artifacts (${artifacts.length}). ${UNTRUSTED_NOTE}`,
      ...artifacts.map(line),
      ...(next_cursor
        ? [`More: call again with the same arguments and cursor ${next_cursor}`]
        : []),
    ].join("\n"),

  async run({ limit, cursor, query, ...filter }, { artifacts }) {
    const page = { limit, cursor, filter };
    return query === undefined ? await list(artifacts, page) : await search(artifacts, query, page);
  },
});

/** Maximum size that one artifact adds to the result, in data and text together. Excludes the texts of `textsIn`. */
const FIXED = { characters: 480, tokens: 270 };

type Listed = ArtifactSummary & { excerpt?: string | undefined };

function textsIn({ excerpt = "", ...listed }: Listed): string[] {
  return [...textsOf(listed), listed.title, listed.description ?? "", excerpt, excerpt];
}

interface Page {
  limit: number;
  cursor: string | undefined;
  filter: ArtifactFilter;
}

async function list(artifacts: ArtifactStore, { limit, cursor, filter }: Page) {
  const after = parseCursor(cursor, ListCursor);
  const { artifacts: found, next } = await artifacts.list({ limit, after, ...filter });
  const shown = firstThatFit(found, textsIn, FIXED);
  const last = shown.at(-1);
  const position = shown.length < found.length && last
    ? { created_at: last.created_at, id: last.id }
    : next;
  return {
    note: UNTRUSTED_NOTE,
    artifacts: shown,
    ...(position && { next_cursor: encodeCursor(position) }),
  };
}

async function search(artifacts: ArtifactStore, query: string, { limit, cursor, filter }: Page) {
  const { skip } = parseCursor(cursor, SearchCursor) ?? { skip: 0 };
  const { artifacts: found, next } = await artifacts.search({ query, limit, skip, ...filter });
  const shown = firstThatFit(found, textsIn, FIXED);
  const nextSkip = shown.length < found.length ? skip + shown.length : next;
  return {
    note: UNTRUSTED_NOTE,
    artifacts: shown,
    ...(nextSkip && { next_cursor: encodeCursor({ skip: nextSkip }) }),
  };
}

// The input schema accepts any string as cursor, because lists and searches have different cursors.
function parseCursor<Position extends z.ZodObject>(
  cursor: string | undefined,
  position: () => Position,
) {
  if (cursor === undefined) return undefined;
  const parsed = cursorOf(position).safeParse(cursor);
  if (parsed.success) return parsed.data;
  throw new ToolError(
    `Invalid arguments for artifact.list: cursor: ${INVALID_CURSOR_MESSAGE}, and come with the same query.`,
  );
}

function line(artifact: Listed): string {
  const { id, title, description, kind, size, version, updated_at, deleted_at, excerpt } = artifact;
  const when = deleted_at === undefined ? updated_at : `deleted ${deleted_at}`;
  return `- ${oneLine(title)} (${kind}, ${size} bytes, version ${version}, ${when}) id: ${id}` +
    [description, excerpt].map((text) => text ? `\n  ${oneLine(text)}` : "").join("");
}
