// How the in-memory library changes an artifact: edits, and the version that they make.

import type { Quota } from "../../../supabase/functions/mcp/artifacts/artifact.ts";
import { byteLength } from "../../../supabase/functions/mcp/artifacts/artifact.ts";
import type {
  ArtifactChanges,
  Edit,
  Usage,
} from "../../../supabase/functions/mcp/artifacts/store.ts";
import {
  OLD_VERSION_BYTES,
  refuse,
  type Row,
  sameWords,
  type Version,
  versionOf,
} from "./memory_rows.ts";

type Words = Pick<Version, "title" | "language" | "tags" | "content">;

/** What a library holds, what it may hold, and the time. */
export interface Room {
  used: Usage;
  quota: Quota;
  time: number;
}

/** What the artifact would be with these changes; what is absent stays. */
export function changed(was: Version, changes: ArtifactChanges): Words {
  return {
    title: changes.title ?? was.title,
    // An empty one is none.
    language: (changes.language ?? was.language) || null,
    tags: changes.tags ?? was.tags,
    content: edited(changes.content ?? was.content, changes.edits ?? []),
  };
}

/** Makes `words` the newest version, unless they are what the artifact is. */
export function replace(row: Row, words: Words, room: Room): void {
  const was = row.versions[row.versions.length - 1] ?? row.versions[0];
  if (sameWords(words, was)) return;
  const added = words.content === was.content ? 0 : byteLength(words.content);
  refuseIfFull(room, 0, OLD_VERSION_BYTES + added);
  row.versions.push(versionOf(row.kind, words, room.time));
}

/** What needs no more room fits even where too much is kept already. */
export function refuseIfFull({ used, quota }: Room, artifacts: number, bytes: number): void {
  if (artifacts > 0 && used.artifacts + artifacts > quota.artifacts) {
    refuse({ refusal: "full", of: "artifacts", used: used.artifacts });
  }
  if (bytes > 0 && used.bytes + bytes > quota.bytes) {
    refuse({ refusal: "full", of: "bytes", used: used.bytes });
  }
}

function edited(content: string, edits: Edit[]): string {
  return edits.reduce((text, { find, replace }, index) => {
    const place = text.indexOf(find);
    const number = index + 1;
    if (place < 0) return refuse({ refusal: "edit", number, matches: 0 });
    // Places that overlap are several places, too.
    if (text.indexOf(find, place + 1) >= 0) refuse({ refusal: "edit", number, matches: 2 });
    return text.slice(0, place) + replace + text.slice(place + find.length);
  }, content);
}
