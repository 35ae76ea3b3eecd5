// Sends one HTTP request exactly as written, and counts the bytes of both directions.

export interface RawRequest {
  method: string;
  /** With the query. */
  path: string;
  headers: readonly (readonly [name: string, value: string])[];
  body?: string | Uint8Array;
}

export interface RawAnswer {
  /** 0 when none came. */
  status: number;
  headers: Headers;
  text: string;
  /** Bytes, headers included. */
  sent: number;
  received: number;
}

/** So that the answer has an end; no part of what a client must send. */
const CLOSE = "Connection: close\r\n";
/** As long as the name of any hosted project. */
const HOST = "abcdefghijklmnopqrst.supabase.co";
const CHUNK = 256 * 1024;

const utf8 = new TextEncoder();

/**
 * @param port of 127.0.0.1
 * @param within milliseconds; then the connection is closed
 */
export async function send(port: number, request: RawRequest, within: number): Promise<RawAnswer> {
  const bytes = bytesOf(request);
  const connection = await Deno.connect({ hostname: "127.0.0.1", port });
  const timer = setTimeout(() => hangUp(connection), within);
  try {
    const sending = write(connection, bytes);
    const answer = await readAll(connection);
    await sending;
    return { ...parsed(answer), sent: bytes.length - CLOSE.length, received: answer.length };
  } finally {
    clearTimeout(timer);
    hangUp(connection);
  }
}

/** Sends a request and closes the connection `after` milliseconds later. */
export async function sendAndLeave(port: number, request: RawRequest, after: number) {
  const connection = await Deno.connect({ hostname: "127.0.0.1", port });
  await write(connection, bytesOf(request));
  await new Promise((resolve) => setTimeout(resolve, after));
  hangUp(connection);
}

function bytesOf({ method, path, headers, body = "" }: RawRequest): Uint8Array {
  const content = typeof body === "string" ? utf8.encode(body) : body;
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`);
  if (content.length > 0) lines.push(`Content-Length: ${content.length}\r\n`);
  const head = `${method} ${path} HTTP/1.1\r\nHost: ${HOST}\r\n${CLOSE}${lines.join("")}\r\n`;
  const start = utf8.encode(head);
  const bytes = new Uint8Array(start.length + content.length);
  bytes.set(start);
  bytes.set(content, start.length);
  return bytes;
}

// A server may refuse before it has read all, and close.
async function write(connection: Deno.Conn, bytes: Uint8Array): Promise<void> {
  try {
    for (let sent = 0; sent < bytes.length;) {
      sent += await connection.write(bytes.subarray(sent, sent + CHUNK));
    }
  } catch {
    // what it answered can still be read
  }
}

async function readAll(connection: Deno.Conn): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  const buffer = new Uint8Array(CHUNK);
  try {
    for (let count = await connection.read(buffer); count; count = await connection.read(buffer)) {
      chunks.push(buffer.slice(0, count));
    }
  } catch {
    // it was closed
  }
  return new Uint8Array(await new Blob(chunks as BlobPart[]).arrayBuffer());
}

function parsed(answer: Uint8Array): Pick<RawAnswer, "status" | "headers" | "text"> {
  const text = new TextDecoder().decode(answer);
  const end = text.indexOf("\r\n\r\n");
  const [first = "", ...lines] = text.slice(0, Math.max(end, 0)).split("\r\n");
  const headers = new Headers(
    lines.map((line): [string, string] => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon), line.slice(colon + 1).trim()];
    }),
  );
  const body = text.slice(end + 4);
  return { status: Number(first.split(" ")[1] ?? 0), headers, text: whole(body, headers) };
}

function whole(body: string, headers: Headers): string {
  if (headers.get("Transfer-Encoding") !== "chunked") return body;
  return body.split("\r\n").filter((_, index) => index % 2 === 1).join("");
}

function hangUp(connection: Deno.Conn): void {
  try {
    connection.close();
  } catch {
    // it is closed
  }
}
