// The line between the function and the Data API, which breaks on command: before a request has got through, or
// after the database has served it, so that only the answer is lost. Plain TCP, so that a cut is immediate.

import type { Part } from "../../local/parts.ts";

/** What becomes of a request. */
export interface Break {
  /** Whether it gets through first. */
  delivered: boolean;
  /** What is sent back of the true answer, or instead of it, as bytes; `undefined` = nothing, ever. */
  answer: ((answer: string) => string) | undefined;
}

export interface BrokenLine extends Part {
  /** Instead of the project's URL. */
  readonly origin: string;
  /** `undefined` = it works. */
  fault: Break | undefined;
  /** Refuses connections. */
  close(): void;
  /** Takes them again, at the same address. */
  open(): void;
}

/** @param target origin that requests are sent on to */
export function startBrokenLine(target: string): BrokenLine {
  const ends = new Set<Deno.Conn>();
  let listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  const { port } = listener.addr;
  const line: BrokenLine = {
    origin: `http://127.0.0.1:${port}`,
    fault: undefined,
    close() {
      listener.close();
      for (const end of ends) hangUp(end);
    },
    open() {
      listener = Deno.listen({ port, hostname: "127.0.0.1" });
      void take(listener);
    },
    stop: () => Promise.resolve(line.close()),
  };

  async function take(from: Deno.TcpListener): Promise<void> {
    try {
      for await (const connection of from) {
        ends.add(connection);
        void serve(connection).catch(() => {}).finally(() => {
          ends.delete(connection);
          hangUp(connection);
        });
      }
    } catch {
      // it was closed
    }
  }

  // One request a connection.
  async function serve(connection: Deno.Conn): Promise<void> {
    const request = await readRequest(connection);
    if (!request) return;
    const { fault } = line;
    const answer = fault?.delivered === false ? "" : await passOn(request);
    if (fault && !fault.answer) {
      await connection.read(new Uint8Array(1)); // until the other end has had enough
      return;
    }
    const bytes = utf8.encode(fault?.answer ? fault.answer(answer) : answer);
    for (let sent = 0; sent < bytes.length;) sent += await connection.write(bytes.subarray(sent));
  }

  async function passOn({ method, path, headers, body }: RawRequest): Promise<string> {
    const response = await fetch(target + path, { method, headers, body: body || null });
    const text = await response.text();
    return httpAnswer(response.status, text, response.headers.get("content-type") ?? "");
  }

  void take(listener);
  return line;
}

/** @param length what `Content-Length` says, when it is not the truth */
export function httpAnswer(
  status: number,
  body: string,
  contentType: string,
  length = utf8.encode(body).length,
): string {
  return `HTTP/1.1 ${status} Status\r\nContent-Type: ${contentType}\r\nContent-Length: ${length}\r\n` +
    `Connection: close\r\n\r\n${body}`;
}

const utf8 = new TextEncoder();

interface RawRequest {
  method: string;
  path: string;
  headers: [string, string][];
  body: string;
}

async function readRequest(connection: Deno.Conn): Promise<RawRequest | undefined> {
  let bytes = new Uint8Array();
  const chunk = new Uint8Array(64 * 1024);
  for (;;) {
    const count = await connection.read(chunk);
    if (count === null) return undefined;
    bytes = Uint8Array.from([...bytes, ...chunk.subarray(0, count)]);
    const text = new TextDecoder().decode(bytes);
    const end = text.indexOf("\r\n\r\n");
    if (end < 0) continue;
    const [first = "", ...lines] = text.slice(0, end).split("\r\n");
    const headers = lines.map((line): [string, string] => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    });
    const length = Number(new Map(headers).get("content-length") ?? 0);
    const body = text.slice(end + 4);
    if (utf8.encode(body).length < length) continue;
    const [method = "", path = ""] = first.split(" ");
    const own = ["host", "connection", "content-length"];
    return { method, path, headers: headers.filter(([name]) => !own.includes(name)), body };
  }
}

function hangUp(connection: Deno.Conn): void {
  try {
    connection.close();
  } catch {
    // it is closed
  }
}
