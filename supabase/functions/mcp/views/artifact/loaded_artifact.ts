// Loads an artifact, and its content chunk by chunk.

import type { ArtifactFields } from "../../artifacts/artifact.ts";
import type { Kind } from "../../artifacts/kinds.ts";
import type { Host } from "../shared/host.ts";
import { NO_DATA, Problem } from "../shared/problem.ts";

/** Bytes of the largest chunk that the server returns. The build sets the constant. */
declare const MAX_CHUNK_BYTES: number;

/** The metadata of an artifact. Shared artifacts have no id. */
interface ArtifactInfo extends Partial<ArtifactFields> {
  id?: string;
  title: string;
  kind: Kind;
  version: number;
  size: number;
  updated_at: string;
}

export interface LoadedArtifact extends ArtifactInfo {
  content: string;
  /** Byte offset of the next chunk; undefined = the content is complete. */
  next: number | undefined;
}

interface ToolData {
  artifact: ArtifactInfo & { content?: string };
  offset?: number;
  next_offset?: number;
}

/**
 * Loads the artifact of a tool result. Results of `artifact.create` and `artifact.update` have no content. The content
 * of a new artifact is taken from the arguments of the call. Otherwise the view reads the artifact from the server.
 */
export async function loadFromResult(
  result: Record<string, unknown>,
  host: Host,
): Promise<LoadedArtifact> {
  const { artifact, offset = 0, next_offset } = result as unknown as ToolData;
  const { content } = host.input;
  if (artifact.content !== undefined) {
    const loaded = { ...artifact, content: artifact.content, next: next_offset };
    if (offset === 0) return loaded;
    // The model read a later chunk. The user sees the artifact from its beginning.
    return await readUpTo(host, { ...loaded, content: "", next: 0 }, 1).catch(() => loaded);
  }
  // Unless `replayed` is "no", an earlier call saved the artifact, maybe with other content than these arguments.
  if (artifact.kind && typeof content === "string" && result.replayed === "no") {
    return { ...artifact, content, next: undefined };
  }
  return await loadVersion(host, artifact);
}

/** Loads a version of the user's own artifact, with the first chunk of its content. */
export async function loadVersion(
  host: Host,
  { id, version }: Pick<ArtifactInfo, "id" | "version">,
): Promise<LoadedArtifact> {
  const { artifact, next_offset } = await readChunk(host, { id, version }, 0);
  return { ...artifact, content: artifact.content ?? "", next: next_offset };
}

/** Loads the rest of the content: in one request if the host can read resources, otherwise in chunks. */
export async function loadAll(
  host: Host,
  shown: LoadedArtifact,
  onProgress?: OnProgress,
): Promise<LoadedArtifact> {
  if (shown.next === undefined) return shown;
  return await readAsResource(host, shown) ?? await readUpTo(host, shown, shown.size, onProgress);
}

// Hosts truncate long tool results, but not resources. Returns `undefined` for shared artifacts and old versions, which
// are not resources.
async function readAsResource(
  { app }: Host,
  shown: LoadedArtifact,
): Promise<LoadedArtifact | undefined> {
  if (shown.id === undefined) return undefined;
  const uri = `artifact://${shown.id}`;
  const read = await app.readServerResource({ uri }).catch(() => undefined);
  const [first] = read?.contents ?? [];
  if (!first || !("text" in first) || first._meta?.version !== shown.version) return undefined;
  return { ...shown, content: first.text, next: undefined };
}

/** Called before each chunk. @returns whether to continue */
export type OnProgress = (soFar: LoadedArtifact) => boolean;

/** Loads chunks until byte offset `until`. The server decides the length of each chunk. */
export async function readUpTo(
  host: Host,
  shown: LoadedArtifact,
  until: number,
  onProgress: OnProgress = () => true,
): Promise<LoadedArtifact> {
  while (shown.next !== undefined && shown.next < until && onProgress(shown)) {
    const { artifact, next_offset } = await readChunk(host, shown, shown.next);
    if (next_offset !== undefined && next_offset <= shown.next) {
      throw new Problem(
        "The library did not return the rest of this artifact. Ask the assistant to read it.",
      );
    }
    // A share always opens the current version, which can change between two chunks.
    if (artifact.version !== shown.version) {
      throw new Problem(
        "The artifact was changed while it was read. Ask the assistant to open it again.",
      );
    }
    const content = shown.content + (artifact.content ?? "");
    shown = { ...shown, content, next: next_offset };
  }
  return shown;
}

async function readChunk(
  host: Host,
  { id, version }: { id?: string | undefined; version: number },
  offset: number,
): Promise<ToolData> {
  const chunk = { offset, limit: MAX_CHUNK_BYTES };
  const { share } = host.input;
  if (id === undefined && typeof share !== "string") throw new Problem(NO_DATA);
  const result = id === undefined
    ? await host.call("artifact.open", { share, ...chunk })
    : await host.call("artifact.view", { id, version, ...chunk });
  return result as unknown as ToolData;
}
