// How the in-memory library changes an artifact: edits, and the version that they make.

import type { Quota } from "../../../supabase/functions/mcp/artifacts/limits.ts";
import type { ArtifactChanges, Edit } from "../../../supabase/functions/mcp/artifacts/store.ts";
import { ArtifactFields } from "../../../supabase/functions/mcp/artifacts/artifact.ts";
import {
  mayBeAbsent,
  NAMES,
  refuse,
  type Row,
  sameWords,
  usageOf,
  type Version,
  versionOf,
  type Words,
} from "./memory_rows.ts";

/** What a library holds, what it may hold, and the time. */
interface Room {
  own: () => Row[];
  quota: Quota;
  time: number;
}

/** What the artifact would be with these changes; what is absent stays. */
export function changed(was: Version, changes: ArtifactChanges): Words {
  const fields = NAMES.flatMap((name) => {
    const value = changes[name] ?? was[name];
    if (value !== "" || !mayBeAbsent(name)) return value === undefined ? [] : [[name, value]];
    return ArtifactFields.shape[name].safeParse(null).success ? [[name, null]] : [];
  });
  return {
    ...Object.fromEntries(fields),
    content: edited(changes.content ?? was.content, changes.edits ?? []),
  };
}

/** Makes `words` the newest version, unless they are what the artifact is. */
export function replace(row: Row, words: Words, room: Room): void {
  const was = row.versions[row.versions.length - 1] ?? row.versions[0];
  if (sameWords(words, was)) return;
  const version = versionOf(row.kind, words, room.time);
  const owned = room.own();
  const after = owned.map((each) => each === row ? withVersion(row, version) : each);
  refuseIfFull(room, after);
  row.versions.push(version);
}

function withVersion(row: Row, version: Version): Row {
  return { ...row, versions: [...row.versions, version] };
}

/** @param after what the library would hold */
export function refuseIfFull({ own, quota }: Room, after: Row[]): void {
  const used = usageOf(own());
  if (after.length > used.artifacts && after.length > quota.artifacts) {
    refuse({ refusal: "quota_exceeded", of: "artifacts", used: used.artifacts });
  }
  if (usageOf(after).bytes > quota.bytes) {
    refuse({ refusal: "quota_exceeded", of: "bytes", used: used.bytes });
  }
}

// Written in another way than in the store.
function edited(content: string, edits: Edit[]): string {
  return edits.reduce((text, { find, replace }, index) => {
    const place = text.indexOf(find);
    const number = index + 1;
    if (place < 0) return refuse({ refusal: "edit_mismatch", number, matches: 0 });
    // Places that overlap are several places, too.
    if (text.indexOf(find, place + 1) >= 0) {
      refuse({ refusal: "edit_mismatch", number, matches: 2 });
    }
    return text.slice(0, place) + replace + text.slice(place + find.length);
  }, content);
}
