// artifact.kinds: what the library takes and how to get in; for everybody.

import { z } from "zod";
import { Kind, KINDS, LIMITS } from "../../artifacts/artifact.ts";
import { definePublicTool } from "../tool.ts";

const SIGN_IN =
  "Listing, viewing and saving need sign-in: call artifact.list, artifact.view or artifact.create " +
  "and your client offers to connect an account. Everybody sees only their own artifacts.";

const kinds = Object.entries(KINDS).map(([kind, use]) => ({ kind: Kind.parse(kind), use }));

export default definePublicTool({
  name: "artifact.kinds",
  title: "What can be saved",
  description:
    "Tell which kinds of artifacts can be saved, the limits, and how to sign in. Needs no sign-in.",
  effect: "reads",
  input: z.strictObject({}),
  output: z.object({
    kinds: z.array(z.object({ kind: Kind, use: z.string() })),
    limits: z.object({
      title_characters: z.int(),
      content_bytes: z.int(),
      language_characters: z.int(),
      tags: z.int(),
      tag_characters: z.int(),
    }),
    sign_in: z.string(),
  }),
  content: ({ kinds, limits, sign_in }) =>
    [
      ...kinds.map(({ kind, use }) => `- ${kind}: ${use}`),
      `Content up to ${limits.content_bytes} bytes, titles up to ${limits.title_characters} ` +
      `characters, up to ${limits.tags} tags.`,
      sign_in,
    ].join("\n"),

  run: () => Promise.resolve({ kinds, limits: LIMITS, sign_in: SIGN_IN }),
});
