// Reads what the function writes to its log: no request that anybody can make up may write an error there.

import { asCurl } from "./request.ts";
import type { Tally } from "./tally.ts";

/** Of a line, characters that are shown. */
const SHOWN = 300;
/** Lines of the local stack about the function. */
const OF_THE_STACK = ["starting", "up"];
/** Deno prints this once, after the first read of `request.signal`. */
const RUNTIME_NOTICE = "Deno.serve: request.signal aborts on successful responses";

export class LogWatch {
  readonly #lines: string[] = [];

  constructor(readonly tally: Tally) {}

  /** Takes a line as the function printed it. */
  read(line: string): void {
    if (OF_THE_STACK.includes(line) || isHarmless(line)) return;
    this.#lines.push(line);
    const id = requestIdIn(line);
    if (id !== undefined) this.tally.follow(id);
  }

  /** A paragraph for each line, with the request it is about, if that was answered. */
  get failures(): string[] {
    return this.#lines.map((line) => {
      const request = this.tally.requestOf(requestIdIn(line) ?? "");
      return `the log says: ${line.slice(0, SHOWN)}${request ? `\n  ${asCurl(request)}` : ""}`;
    });
  }
}

function requestIdIn(line: string): string | undefined {
  return /"request_id":"([^"]+)"/.exec(line)?.[1];
}

// Anything that is no line of the function's own, such as a stack, comes from an exception.
function isHarmless(line: string): boolean {
  if (line.startsWith(RUNTIME_NOTICE)) return true;
  try {
    return JSON.parse(line).level !== "error";
  } catch {
    return false;
  }
}
