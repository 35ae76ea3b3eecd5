// A large answer on its way: its memory is held until the client has taken it, has gone, or is slower than
// the slowest line that is served.

import type { Flow, Memory } from "./memory.ts";
import { createPatience } from "./patience.ts";

/** Bytes handed on at a time. */
export const CHUNK = 64 * 1024;
/** For a chunk the slowest line takes half of this. */
const PAUSE_MS = 10_000;

/**
 * @param parts bytes, sent one after the other
 * @param bytes how many of them this answer alone needs
 * @param owner the user, if that is known
 * @returns the body, or `undefined` when there is no room
 */
export function sentBody(
  parts: readonly Uint8Array[],
  bytes: number,
  memory: Memory,
  owner: string | undefined,
): ReadableStream<Uint8Array> | undefined {
  const chunks = parts.flatMap(chunked);
  const flow: Flow = { began: performance.now(), moved: 0, owner };
  const patience = createPatience(PAUSE_MS);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sent = 0;

  function end(): void {
    clearTimeout(timer);
    flow.giveUp = undefined;
    memory.release(flow);
  }

  if (!memory.hold(flow, bytes)) return undefined;
  return new ReadableStream({
    start(controller) {
      flow.giveUp = () => {
        end();
        controller.error(new Error("the client takes its answer too slowly"));
      };
      timer = setTimeout(flow.giveUp, patience.left());
    },
    // Called when the chunk before was taken.
    pull(controller) {
      clearTimeout(timer);
      const before = chunks[sent - 1]?.length ?? 0;
      flow.moved += before;
      patience.moved(before);
      const chunk = chunks[sent++];
      if (!chunk) {
        end();
        return controller.close();
      }
      controller.enqueue(chunk);
      timer = setTimeout(() => flow.giveUp?.(), patience.left());
    },
    cancel: end,
  }, { highWaterMark: 0 });
}

function chunked(bytes: Uint8Array): Uint8Array[] {
  const count = Math.ceil(bytes.length / CHUNK);
  return Array.from(
    { length: count },
    (_, at) => bytes.subarray(at * CHUNK, (at + 1) * CHUNK),
  );
}
