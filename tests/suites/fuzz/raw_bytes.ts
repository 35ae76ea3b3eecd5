// Bytes of HTTP/1.1 as no client library would send them, and the messages that go inside.

import type { Bytes } from "./raw_exchange.ts";

/** A message that anybody may send, and one that takes a look at the database. */
export const PING = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "ping" });

/** @returns one byte for each character up to U+00FF */
export function bytes(text: string): Bytes {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

interface RawParts {
  line?: string;
  /** Whole lines without their end; default: what a ping takes. */
  headers?: readonly string[];
  body?: string;
  /** The end of each line. */
  end?: string;
}

const LINE = "POST /mcp HTTP/1.1";

/** A POST, correct but for what is given; the connection is to end after it. */
export function post({ line = LINE, headers, body = PING, end = "\r\n" }: RawParts = {}): Bytes {
  const lines = [line, "Host: fuzz", "Connection: close", ...(headers ?? declared(body))];
  return bytes(lines.join(end) + end + end + body);
}

/** The headers of a body of one character a byte, with others before them. */
export function declared(body: string, ...others: string[]): string[] {
  return [...others, "Content-Type: application/json", `Content-Length: ${body.length}`];
}

/** Those of a chunked body. */
export const CHUNKED = ["Content-Type: application/json", "Transfer-Encoding: chunked"];

/** @returns the body in chunks of that size, the last one included */
export function chunked(body: string, size: number): string {
  const parts = body.match(new RegExp(`[^]{1,${size}}`, "g")) ?? [];
  return [...parts, ""].map((part) => `${part.length.toString(16)}\r\n${part}\r\n`).join("");
}

/** @returns the bytes in pieces of that size */
export function pieces(all: Bytes, size: number): Bytes[] {
  const count = Math.ceil(all.length / size);
  return Array.from({ length: count }, (_, at) => all.slice(at * size, (at + 1) * size));
}

/** A name for people, with what makes this one different. */
export function named(what: string, detail: unknown): string {
  return `${what} ${JSON.stringify(detail)?.slice(0, 80)}`;
}
