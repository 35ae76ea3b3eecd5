// One TCP connection on which exactly given bytes are sent, and what came back. Parses answers as far as it takes to
// know where they end.

import { setTimeout as delay } from "node:timers/promises";
import { LIMIT_MS } from "./oracle.ts";

export type Bytes = Uint8Array<ArrayBuffer>;

/** What is sent, and what the sender does then. */
export interface RawRequest {
  /** For people. */
  name: string;
  chunks: readonly Bytes[];
  /** Between two chunks, in milliseconds. */
  pauseMs?: number;
  /**
   * `answered`: all was sent, so an answer must come. `cut`: no more will come, and the sender says so.
   * `stalled`: no more will come, and the connection stays open.
   */
  then: "answered" | "cut" | "stalled";
}

interface RawAnswer {
  status: number;
  headers: string;
  body: string;
}

/** What came back on one connection. */
export interface Exchanged {
  answers: RawAnswer[];
  /** What is no whole answer. */
  rest: string;
  /** Whether the server ended the connection. */
  ended: boolean;
  /** Milliseconds from the last byte sent to the first whole answer, or to the end. */
  ms: number;
}

/** Longer than the limit, to distinguish a late answer from none. */
const PATIENCE_MS = LIMIT_MS + 1_000;

/** Sends it and waits for one whole answer or the end, never longer than some seconds. */
export async function exchange(
  port: number,
  { chunks, pauseMs = 0, then }: RawRequest,
): Promise<Exchanged> {
  using connection = await Deno.connect({ port, hostname: "127.0.0.1" });
  const received: Received = { text: "", ended: false };
  const reading = read(connection, received);
  const sending = send(connection, chunks, pauseMs, received);
  await sending;
  if (then === "cut") await connection.closeWrite().catch(() => {}); // it is closed already
  const sent = performance.now();
  const enough = () =>
    received.ended || (then !== "cut" && answersIn(received.text).answers.length > 0);
  while (!enough() && performance.now() - sent < PATIENCE_MS) {
    await delay(then === "stalled" ? 20 : 2);
  }
  const ms = performance.now() - sent;
  const { ended, text } = received;
  connection.close = closeOnce(connection);
  connection.close();
  await reading;
  return { ...answersIn(text), ended, ms };
}

interface Received {
  /** One character a byte. */
  text: string;
  ended: boolean;
}

const latin1 = new TextDecoder("latin1");

async function read(connection: Deno.Conn, received: Received): Promise<void> {
  const buffer = new Uint8Array(65_536);
  try {
    for (let size = await connection.read(buffer); size; size = await connection.read(buffer)) {
      received.text += latin1.decode(buffer.subarray(0, size));
    }
  } catch {
    // Reset, or closed by us.
  }
  received.ended = true;
}

async function send(
  connection: Deno.Conn,
  chunks: readonly Bytes[],
  pauseMs: number,
  received: Received,
) {
  try {
    for (const [index, chunk] of chunks.entries()) {
      if (index > 0 && pauseMs > 0) await delay(pauseMs);
      for (let at = 0; at < chunk.length;) at += await connection.write(chunk.subarray(at));
      if (received.ended) return;
    }
  } catch {
    // Refused before all of it was sent: what came back will tell.
  }
}

// Both `using` and we close it.
function closeOnce(connection: Deno.Conn): () => void {
  const close = connection.close.bind(connection);
  let closed = false;
  return () => {
    if (!closed) close();
    closed = true;
  };
}

/** Splits what came into answers; interim ones (1xx) are none. */
function answersIn(text: string): { answers: RawAnswer[]; rest: string } {
  const answers: RawAnswer[] = [];
  for (let rest = text;;) {
    const [head, status] = /^HTTP\/1\.[01] (\d{3})[^\r\n]*\r\n(?:[^\r\n]+\r\n)*\r\n/.exec(rest) ??
      [];
    if (head === undefined) return { answers, rest };
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
    const body = rest.slice(head.length, head.length + length);
    if (body.length < length) return { answers, rest };
    if (!`${status}`.startsWith("1") || status === "101") {
      answers.push({ status: Number(status), headers: head, body });
    }
    rest = rest.slice(head.length + length);
  }
}
