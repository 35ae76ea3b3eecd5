// Limits traffic amplification: responses far larger than their requests are charged to a budget of bytes.

import { evictOldest } from "./lru.ts";

/** Responses up to 20 times the size of their request are free. Both sizes include headers. */
export const FAIR_FACTOR = 20;
/** Size of a full budget: enough for hundreds of users who connect at the same time. */
const BURST_BYTES = 32 * 1024 * 1024;
/** Speed at which a budget refills. */
const BYTES_PER_MS = 2 * 1024;
/** Budgets kept in memory. A worker serves about this many users; there are far fewer methods and documents. */
const CAPACITY = 1_000;

/**
 * Charges a response to the budget of `key`.
 * @param key such as a method; each key has its own budget
 * @returns 0 if the response was charged and may be sent; otherwise the seconds to wait, and nothing was charged
 */
type ResponseBudget = (key: string, bytes: number) => number;

/** @param now milliseconds of a monotonic clock */
export function createResponseBudget(now: () => number = () => performance.now()): ResponseBudget {
  /** The time at which each budget is full again. */
  const fullAt = new Map<string, number>();
  return (key, bytes) => {
    const time = now();
    const full = Math.max(fullAt.get(key) ?? 0, time);
    // Any remaining budget admits a response of any size. If the budget had to cover all bytes, small responses would
    // keep the budget too low for large ones.
    const wait = full - time - BURST_BYTES / BYTES_PER_MS;
    if (wait >= 0) return Math.max(1, Math.ceil(wait / 1_000));
    fullAt.delete(key); // moves the key to the end, as most recently used
    fullAt.set(key, full + bytes / BYTES_PER_MS);
    if (fullAt.size > CAPACITY) evictOldest(fullAt);
    return 0;
  };
}

/** Request headers count as at most this many bytes: over HTTP/2, repeating a header of any length takes one byte. */
const MAX_HEADERS = 200;

/** Bytes of a request without its body. */
export function sizeOfHead({ method, url, headers }: Request): number {
  const path = url.length - url.indexOf("/", "https://".length);
  let size = 0;
  for (const [name, value] of headers) size += sizeOfHeader(name, value);
  return method.length + path + " HTTP/1.1\r\n\r\n".length + Math.min(size, MAX_HEADERS);
}

/** Bytes that the HTTP server adds: status line, Date, Content-Length, Vary. */
const ADDED_BYTES = 120;

/** @param body size of the body, in bytes */
export function sizeOfResponse(headers: Iterable<[string, string]>, body: number): number {
  let size = ADDED_BYTES + body;
  for (const [name, value] of headers) size += sizeOfHeader(name, value);
  return size;
}

function sizeOfHeader(name: string, value: string): number {
  return name.length + value.length + ": \r\n".length;
}
