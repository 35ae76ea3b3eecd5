// artifacts://guide: how to work with the library, for a model that is about to.

import { KINDS, LIMITS } from "../artifacts/artifact.ts";
import type { Resource } from "./resource.ts";

const KIND_LINES = Object.entries(KINDS).map(([kind, use]) => `- \`${kind}\`: ${use}`).join("\n");

const TEXT = `# The user's library of artifacts

Documents, code, pages, drawings, tables and data that assistants made for the user. Listing, viewing
and saving need the user to be signed in; everybody sees only their own artifacts.

- **Save** with \`artifact.create\` when the user wants to keep something: whole content, a title by
  which a person finds it again, the kind, for code the language, a few tags.
- **Find** with \`artifact.list\`: newest first, a page at a time, by kind or tag.
- **Read** with \`artifact.view\`: a long content comes in pieces; go on at \`next_offset\`.

## Kinds

${KIND_LINES}

## Limits

Titles up to ${LIMITS.title_characters} characters, contents up to ${LIMITS.content_bytes} bytes of
UTF-8, up to ${LIMITS.tags} tags of ${LIMITS.tag_characters} characters.
`;

export default {
  uri: "artifacts://guide",
  name: "guide",
  title: "How to use the library",
  description: "What can be saved, how to find and read it again, and the limits.",
  mimeType: "text/markdown",
  read: () => Promise.resolve({ mimeType: "text/markdown", text: TEXT }),
} satisfies Resource;
