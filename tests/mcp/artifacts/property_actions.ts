// Anything that people may do with artifacts, in any order, as fast-check makes it up: plain data, so that a
// failing run can be read.

import fc from "fast-check";
import { LIMITS } from "../../../supabase/functions/mcp/artifacts/limits.ts";
import type { ChunkRange } from "../../../supabase/functions/mcp/artifacts/chunk.ts";
import type {
  ArtifactChanges,
  ArtifactStore,
} from "../../../supabase/functions/mcp/artifacts/store.ts";

/** How many people there are, and how many artifacts an action can mean. */
export const PEOPLE = 3;
const ARTIFACTS = 5;

/** One attempt: `who` creates, and every other action concerns an artifact of any user. */
export type Action = { who: number; which: number; byStranger: boolean } & Deed;

type Deed =
  | { do: "create"; title: string; content: string; tags: string[]; key: string | undefined }
  | { do: "update"; behind: number; changes: ArtifactChanges }
  | { do: "readChunk"; version: number | undefined; range: ChunkRange }
  | { do: "restore"; version: number | undefined }
  | { do: "read"; version: number | undefined }
  | { do: "trash" | "destroy" | "share" | "unshare" | "history" };

const SURROGATES = { from: 0xd800, count: 0x800 };

/** Any character that PostgreSQL stores. fast-check's own takes two seconds to build. */
const character = fc.integer({ min: 1, max: 0x10ffff - SURROGATES.count }).map(
  (at) => String.fromCodePoint(at < SURROGATES.from ? at : at + SURROGATES.count),
  (text) => {
    const point = typeof text === "string" ? text.codePointAt(0) ?? 0 : 0;
    if (point === 0 || text !== String.fromCodePoint(point)) throw new Error("not a character");
    return point < SURROGATES.from ? point : point - SURROGATES.count;
  },
);
const content = fc.oneof(
  { weight: 20, arbitrary: fc.string({ unit: character, maxLength: 40 }) },
  {
    weight: 20,
    arbitrary: fc.string({ unit: fc.constantFrom("a", "b", "\r\n", "é", "👩‍👩‍👧‍👦"), maxLength: 12 }),
  },
  { weight: 1, arbitrary: fc.constant("x".repeat(LIMITS.content_bytes - 4) + "😀") },
);
const title = fc.string({ unit: character, minLength: 1, maxLength: 10 });
const tags = fc.array(fc.constantFrom("a", "b", "a,b", '"'), { maxLength: 3 });
const edit = fc.record({
  find: fc.string({ unit: fc.constantFrom("a", "b", "\r\n"), minLength: 1, maxLength: 2 }),
  replace: fc.string({ unit: character, maxLength: 4 }),
});
const changes: fc.Arbitrary<ArtifactChanges> = fc.oneof(
  fc.record({ content, tags, title }, { requiredKeys: [] }),
  fc.record({ content, language: fc.constantFrom("", "c") }, { requiredKeys: ["language"] }),
  fc.record({ edits: fc.array(edit, { minLength: 1, maxLength: 2 }), title, content }, {
    requiredKeys: ["edits"],
  }),
);
const version = fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined });

const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("create" as const),
      title,
      content,
      tags,
      key: fc.option(fc.constantFrom("k", "l"), { nil: undefined }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("update" as const),
      // How far the version that they know is behind.
      behind: fc.constantFrom(0, 0, 0, 1),
      changes,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom("restore" as const, "read" as const), version }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("readChunk" as const),
      version,
      range: fc.record({ offset: fc.nat(12), limit: fc.integer({ min: 1, max: 6 }) }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom("trash" as const, "destroy", "share", "unshare", "history"),
    }),
  },
);

export const action: fc.Arbitrary<Action> = fc
  .tuple(
    fc.nat(PEOPLE - 1),
    fc.nat(ARTIFACTS - 1),
    fc.constantFrom(true, ...Array(9).fill(false)),
    deed,
  )
  .map(([who, which, byStranger, done]) => ({ who, which, byStranger, ...done }));

/** Does it in a store, to the artifact with this id. */
export function perform(
  store: ArtifactStore,
  id: string,
  latest: number,
  done: Action,
): Promise<unknown> {
  switch (done.do) {
    case "create": {
      const { title, content, tags, key } = done;
      return store.create({ title, content, tags, kind: "text", language: null }, key);
    }
    case "update":
      return store.update(id, Math.max(latest - done.behind, 1), done.changes);
    case "restore":
      return store.restore(id, done.version);
    case "read":
      return store.read(id, done.version);
    case "readChunk":
      return store.readChunk(id, done.range, done.version);
    case "share":
      return store.share(id, 1);
    case "history":
      return store.history(id, { limit: 3 });
    default:
      return store[done.do](id);
  }
}
