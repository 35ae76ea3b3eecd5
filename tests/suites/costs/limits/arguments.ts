// The longest value of each argument, as the tools' schemas state it.

import { emoji, wrapped } from "./lengths.ts";
import type { Limit } from "./limit.ts";

interface Longest {
  name: string;
  tool: string;
  /** Arguments at the limit and one step beyond it. */
  at: object;
  beyond: object;
  /** Part of the message. */
  why: string;
}

const DRAFT = { title: "A title", kind: "text", content: "" };
const MIB = 1024 * 1024;
const tags = (count: number) => Array.from({ length: count }, (_, number) => `tag ${number}`);

const CREATED = ([
  ["a title of 201 characters", "title", 200],
  ["a description of 301 characters", "description", 300],
  ["a language of 51 characters", "language", 50],
  ["an idempotency key of 201 characters", "idempotency_key", 200],
] as const).map(([what, field, most]): Longest => ({
  name: `${what} is refused`,
  tool: "artifact_create",
  at: { ...DRAFT, [field]: emoji(most) },
  beyond: { ...DRAFT, [field]: emoji(most + 1) },
  why: `${field}: must have at most ${most} characters`,
}));

const LONGEST: readonly Longest[] = [
  ...CREATED,
  {
    name: "content of 1 MiB and a byte is refused",
    tool: "artifact_create",
    at: { ...DRAFT, content: `é${" ".repeat(MIB - 2)}` },
    beyond: { ...DRAFT, content: `é${" ".repeat(MIB - 1)}` },
    why: "content: must have at most 1048576 bytes of UTF-8",
  },
  {
    name: "an eleventh tag is refused",
    tool: "artifact_create",
    at: { ...DRAFT, tags: tags(10) },
    beyond: { ...DRAFT, tags: tags(11) },
    why: "tags: must be at most 10",
  },
  {
    name: "a tag of 51 characters is refused",
    tool: "artifact_create",
    at: { ...DRAFT, tags: [emoji(50)] },
    beyond: { ...DRAFT, tags: [emoji(51)] },
    why: "tags.0: must have at most 50 characters",
  },
  {
    name: "a query of 1,001 characters is refused",
    tool: "artifact_list",
    at: { query: "a".repeat(999).concat("é") },
    beyond: { query: "a".repeat(1_000).concat("é") },
    why: "query: must have at most 1000 characters",
  },
  {
    name: "a list of 101 artifacts is refused",
    tool: "artifact_list",
    at: { limit: 100 },
    beyond: { limit: 101 },
    why: "limit: ",
  },
  {
    name: "a number in a text of 33 characters is not read",
    tool: "artifact_list",
    at: { limit: "5".padStart(32) },
    beyond: { limit: "5".padStart(33) },
    why: "limit: ",
  },
];

const OF_AN_ARTIFACT: readonly Limit[] = [
  {
    name: "an id of 129 characters with its blanks is not unwrapped",
    async check(caller) {
      const id = await caller.stored({ content: "" });
      await caller.accepted("artifact_view", { id: wrapped(id, 128) });
      await caller.refused("artifact_view", { id: wrapped(id, 129) }, "id: must be an artifact's");
    },
  },
  {
    name: "a share for 366 days is refused",
    async check(caller) {
      const id = await caller.stored({ content: "" });
      await caller.accepted("artifact_share", { id, expires_in_days: 365 });
      await caller.refused("artifact_share", { id, expires_in_days: 366 }, "expires_in_days: ");
    },
  },
  {
    name: "an eleventh share of an artifact is refused",
    async check(caller) {
      const id = await caller.stored({ content: "" });
      for (let share = 0; share < 10; share++) await caller.accepted("artifact_share", { id });
      await caller.refused("artifact_share", { id }, "no share was created");
    },
  },
];

export const ARGUMENT_LIMITS: readonly Limit[] = [
  ...LONGEST.map(({ name, tool, at, beyond, why }): Limit => ({
    name,
    async check(caller) {
      await caller.accepted(tool, at);
      await caller.refused(tool, beyond, why);
    },
  })),
  ...OF_AN_ARTIFACT,
];
