// Limits the bytes that a worker sends beyond a multiple of what anonymous callers send, so that small
// requests cannot cost much bandwidth for long. Knows neither function's answers.

import { evictOldest } from "./lru.ts";

/** An answer up to 20 times the size of its request is free. Heads count on both sides. */
export const FAIR_FACTOR = 20;
/** Enough for hundreds of people who start at the same time. */
const BURST_BYTES = 32 * 1024 * 1024;
const BYTES_PER_MS = 2 * 1024;
/** Keys remembered; methods and documents are far fewer, users of one worker are not many more. */
const CAPACITY = 1_000;

/**
 * Takes an answer out of the budget of what was asked for.
 * @param key what has a budget of its own, such as a method
 * @returns seconds to wait, in which case nothing was taken; 0 = send it
 */
export type ResponseBudget = (key: string, bytes: number) => number;

/** @param now milliseconds, of a clock that is never set back */
export function createResponseBudget(now: () => number = () => performance.now()): ResponseBudget {
  /** When each budget will be full again. */
  const fullAt = new Map<string, number>();
  return (key, bytes) => {
    const time = now();
    const full = Math.max(fullAt.get(key) ?? 0, time);
    // Any rest is enough for one more answer: large ones must not starve behind small ones.
    const wait = full - time - BURST_BYTES / BYTES_PER_MS;
    if (wait >= 0) return Math.max(1, Math.ceil(wait / 1_000));
    fullAt.delete(key); // moves it to the young end of the map's order
    fullAt.set(key, full + bytes / BYTES_PER_MS);
    if (fullAt.size > CAPACITY) evictOldest(fullAt);
    return 0;
  };
}

/** Of headers so many bytes count: over HTTP/2 a header of any length takes a byte when it is sent again. */
const MAX_HEADERS = 200;

/** Bytes of a request as it came over the line, its body aside. */
export function sizeOfHead({ method, url, headers }: Request): number {
  const path = url.length - url.indexOf("/", "https://".length);
  let size = 0;
  for (const [name, value] of headers) size += sizeOfHeader(name, value);
  return method.length + path + " HTTP/1.1\r\n\r\n".length + Math.min(size, MAX_HEADERS);
}

/** What the HTTP server adds to an answer: status line, Date, Content-Length, Vary. */
const ADDED_BYTES = 120;

/** Bytes of an answer with these headers and a body of that many bytes. */
export function sizeOfResponse(headers: Iterable<[string, string]>, body: number): number {
  let size = ADDED_BYTES + body;
  for (const [name, value] of headers) size += sizeOfHeader(name, value);
  return size;
}

function sizeOfHeader(name: string, value: string): number {
  return name.length + value.length + ": \r\n".length;
}
