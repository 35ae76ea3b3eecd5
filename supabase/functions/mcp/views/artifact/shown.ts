// An artifact as it is shown: what the tools say of it, and as much of its content as was read.

import type { ArtifactFields, Kind } from "../../artifacts/artifact.ts";
import type { Host } from "../shared/host.ts";
import { NO_DATA, Problem } from "../shared/problem.ts";

/** The largest piece the server gives; put in by the build. */
declare const MAX_PIECE_BYTES: number;

/** What is known of an artifact; of a shared one, no id. */
export interface Facts extends Partial<ArtifactFields> {
  id?: string;
  title: string;
  kind: Kind;
  version: number;
  size: number;
  updated_at: string;
}

export interface Shown extends Facts {
  content: string;
  /** In bytes, where the rest of the content begins; none = nothing is missing. */
  next: number | undefined;
}

interface Result {
  artifact: Facts & { content?: string };
  offset?: number;
  next_offset?: number;
}

/**
 * What a tool's result shows. The tools that save answer without the content: it is what the call itself
 * gave, where the answer says all the rest, or else it is read.
 */
export async function shownBy(result: Record<string, unknown>, host: Host): Promise<Shown> {
  const { artifact, offset = 0, next_offset } = result as unknown as Result;
  const { content } = host.input;
  if (artifact.content !== undefined) {
    const shown = { ...artifact, content: artifact.content, next: next_offset };
    if (offset === 0) return shown;
    // A model read on; its user sees the artifact from the beginning.
    return await readTo(host, { ...shown, content: "", next: 0 }, 1).catch(() => shown);
  }
  // `replayed` tells of what was saved earlier, maybe from other words.
  if (artifact.kind && typeof content === "string" && result.replayed === "no") {
    return { ...artifact, content, next: undefined };
  }
  return await versionOf(host, artifact);
}

/** A version of an artifact of one's own, with the beginning of its content. */
export async function versionOf(
  host: Host,
  { id, version }: Pick<Facts, "id" | "version">,
): Promise<Shown> {
  const { artifact, next_offset } = await pieceOf(host, { id, version }, 0);
  return { ...artifact, content: artifact.content ?? "", next: next_offset };
}

/** All of it: in one request where the host reads resources, else in chunks. */
export async function whole(host: Host, shown: Shown, each?: Progress): Promise<Shown> {
  if (shown.next === undefined) return shown;
  return await asResource(host, shown) ?? await readTo(host, shown, shown.size, each);
}

// The newest version of one's own artifact is a resource, and no limit of tool answers cuts it.
async function asResource({ app }: Host, shown: Shown): Promise<Shown | undefined> {
  if (shown.id === undefined) return undefined;
  const uri = `artifact://${shown.id}`;
  const read = await app.readServerResource({ uri }).catch(() => undefined);
  const [first] = read?.contents ?? [];
  if (!first || !("text" in first) || first._meta?.version !== shown.version) return undefined;
  return { ...shown, content: first.text, next: undefined };
}

/** Sees how far reading has come. @returns whether to go on */
export type Progress = (soFar: Shown) => boolean;

/**
 * Reads on, in chunks of any length.
 * @param until a place in the content, in bytes
 */
export async function readTo(
  host: Host,
  shown: Shown,
  until: number,
  each: Progress = () => true,
): Promise<Shown> {
  while (shown.next !== undefined && shown.next < until && each(shown)) {
    const { artifact, next_offset } = await pieceOf(host, shown, shown.next);
    if (next_offset !== undefined && next_offset <= shown.next) {
      throw new Problem("The library gave no more of this. The assistant can still read it.");
    }
    // A share opens the newest version.
    if (artifact.version !== shown.version) {
      throw new Problem("This was changed while it was read. Ask the assistant to open it again.");
    }
    const content = shown.content + (artifact.content ?? "");
    shown = { ...shown, content, next: next_offset };
  }
  return shown;
}

async function pieceOf(
  host: Host,
  { id, version }: { id?: string | undefined; version: number },
  offset: number,
): Promise<Result> {
  const piece = { offset, limit: MAX_PIECE_BYTES };
  const { share } = host.input;
  if (id === undefined && typeof share !== "string") throw new Problem(NO_DATA);
  const result = id === undefined
    ? await host.call("artifact.open", { share, ...piece })
    : await host.call("artifact.view", { id, version, ...piece });
  return result as unknown as Result;
}
