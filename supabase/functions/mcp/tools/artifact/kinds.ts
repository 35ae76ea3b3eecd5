// artifact.kinds: describes the supported kinds, the limits and sign-in. Public.

import * as z from "zod";
import { Kind, KINDS } from "../../artifacts/artifact.ts";
import { LIMITS } from "../../artifacts/limits.ts";
import { definePublicTool } from "../../primitives/define_tool.ts";

const SIGN_IN =
  "Every tool except artifact.kinds and artifact.open needs sign-in: call one of the others, and your " +
  "client offers to connect an account. Each user sees only their own artifacts.";

const kinds = Object.entries(KINDS).map(([kind, { use }]) => ({ kind: Kind.parse(kind), use }));

export default definePublicTool({
  name: "artifact.kinds",
  title: "What can be saved",
  description:
    "Tell what can be saved, the limits, and how to sign in; when signed in, also how much is used.",
  optionalScopes: ["profile"],
  effect: "reads",
  input: () => z.strictObject({}),
  output: () =>
    z.object({
      kinds: z.array(z.object({ kind: Kind, use: z.string() })),
      limits: z.record(z.string(), z.int()),
      usage: z.record(z.string(), z.int()).optional(),
      sign_in: z.string(),
    }),
  content: ({ kinds, limits, usage, sign_in }) =>
    [
      ...kinds.map(({ kind, use }) => `- ${kind}: ${use}`),
      `Content up to ${limits.content_bytes} bytes, titles up to ${limits.title_characters} ` +
      `characters, up to ${limits.tags} tags. For each user up to ${limits.artifacts} artifacts and ` +
      `${limits.total_bytes} bytes, old versions and the trash included.`,
      ...(usage ? [`Used: ${usage.artifacts} artifacts, ${usage.total_bytes} bytes.`] : []),
      sign_in,
    ].join("\n"),

  async run(_input, { server: { quota }, user, spell }) {
    const usage = await user?.artifacts.usage();
    return {
      kinds,
      limits: { ...LIMITS, artifacts: quota.artifacts, total_bytes: quota.bytes },
      ...(usage && { usage: { artifacts: usage.artifacts, total_bytes: usage.bytes } }),
      sign_in: spell(SIGN_IN),
    };
  },
});
