// An artifact as it is shown: what the tools say of it, and as much of its content as there is yet.

import type { Kind } from "../../artifacts/artifact.ts";
import type { Host } from "../shared/host.ts";

/** The largest piece the server gives. */
const PIECE_BYTES = 256 * 1024;

/** What is known of an artifact; of a shared one, no id. */
export interface Facts {
  id?: string;
  title: string;
  kind: Kind;
  language?: string | null;
  version: number;
  size: number;
  updated_at: string;
}

export interface Shown extends Facts {
  content: string;
  /** In bytes, where the rest of the content begins; none = nothing is missing. */
  next: number | undefined;
  /** The share by which it was opened. */
  share: string | undefined;
}

interface Result {
  artifact: Facts & { content?: string };
  next_offset?: number;
}

/**
 * What a tool's result shows. The tools that save answer without the content: it is what the call itself
 * gave, where the answer says all the rest, or else it is read.
 */
export async function shownBy(result: Record<string, unknown>, host: Host): Promise<Shown> {
  const { artifact, next_offset } = result as unknown as Result;
  const { content, share } = host.input;
  const opened = typeof share === "string" ? share : undefined;
  if (artifact.content !== undefined) {
    return { ...artifact, content: artifact.content, next: next_offset, share: opened };
  }
  // `replayed` tells of what was saved earlier, maybe from other words.
  if (artifact.kind && typeof content === "string" && result.replayed === "no") {
    return { ...artifact, content, next: undefined, share: undefined };
  }
  return await versionOf(host, artifact);
}

/** A version of an artifact of one's own, with the beginning of its content. */
export async function versionOf(
  host: Host,
  { id, version }: Pick<Facts, "id" | "version">,
): Promise<Shown> {
  const result = await host.call("artifact.view", { id, version });
  const { artifact, next_offset } = result as unknown as Result;
  return { ...artifact, content: artifact.content ?? "", next: next_offset, share: undefined };
}

/** One piece more. */
export async function withMore(host: Host, shown: Shown): Promise<Shown> {
  if (shown.next === undefined) return shown;
  const { content, next } = await pieceOf(host, shown, shown.next);
  return { ...shown, content: shown.content + content, next };
}

/** All of it. */
export async function whole(host: Host, shown: Shown): Promise<Shown> {
  while (shown.next !== undefined) shown = await withMore(host, shown);
  return shown;
}

type Place = Pick<Shown, "id" | "version" | "share">;

async function pieceOf(host: Host, { id, version, share }: Place, offset: number) {
  const piece = { offset, limit: PIECE_BYTES };
  const result = share === undefined
    ? await host.call("artifact.view", { id, version, ...piece })
    : await host.call("artifact.open", { share, ...piece });
  const { artifact, next_offset } = result as unknown as Result;
  return { content: artifact.content ?? "", next: next_offset };
}
