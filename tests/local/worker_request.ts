// Sends a request to a function as the Edge Runtime does: no answer leaves before the request's body has ended, or
// before a part of it could not be forwarded (edge-runtime v1.74, ext/workers/user_workers.js).

import { type IncomingMessage, request as openRequest } from "node:http";
import { Readable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import { endToEnd } from "./forwarded_request.ts";
import type { Failure } from "./platform_answers.ts";

/**
 * @param request its body is forwarded
 * @param headers sent in place of the request's
 * @param readsOn whether the rest of a body that the function does not want is read before the answer leaves, as the
 *   main worker of CLI 3.1.0 does
 * @throws {Error} if the function is not there, or ends before it answers
 */
export async function sendToWorker(
  address: string,
  { method, body }: Request,
  headers: Headers,
  readsOn: boolean,
): Promise<Response> {
  const { writable, answer } = openPipe(address, method, headers);
  if (!body) await writable.close();
  else await Promise.allSettled([body.pipeTo(writable, { preventCancel: readsOn }), answer]);
  if (body && readsOn) await readToEnd(body);
  return await answer;
}

/** Time for the system to report how a process ended whose connection was lost. */
const END_MS = 1_000;

/** @param status how the function's process ended */
export async function failureOf(
  error: unknown,
  status?: Promise<Deno.CommandStatus>,
): Promise<Failure> {
  if (isRefused(error)) return "boot";
  const waiting = new AbortController();
  // A watched function does not end when it crashes.
  const late = delay(END_MS, undefined, { signal: waiting.signal });
  const ended = await Promise.race([status, late]);
  waiting.abort();
  // The platform kills a worker that passes a limit.
  return ended?.signal ? "limit" : "crash";
}

/** Whether the function did not start, rather than ended while it worked. */
function isRefused(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ECONNREFUSED";
}

/** Opens a request whose writer learns from its next write only that the function has closed the connection. */
function openPipe(address: string, method: string, headers: Headers) {
  // Not by `fetch`, which drops the Content-Length of a stream and decompresses responses. Without an agent, the
  // function closes the connection after its answer.
  const options = { method, headers: Object.fromEntries(headers), agent: false } as const;
  const outgoing = openRequest(address, options);
  const answer = new Promise<Response>((resolve, reject) => {
    outgoing.on("response", (message) => resolve(responseOf(message)));
    outgoing.on("error", reject);
  });
  const closed = new Promise<never>((_, reject) => {
    outgoing.on("close", () => reject(new TypeError("the function has closed the connection")));
  });
  closed.catch(() => {}); // nothing may be written any more
  const write = (chunk: Uint8Array) =>
    new Promise<void>((resolve, reject) => {
      outgoing.write(chunk, (error) => error ? reject(error) : resolve());
    });
  const writable = new WritableStream<Uint8Array>({
    write: (chunk) => Promise.race([closed, write(chunk)]),
    close: () => void outgoing.end(),
    abort: () => void outgoing.destroy(),
  });
  return { writable, answer };
}

function responseOf(message: IncomingMessage): Response {
  const { statusCode: status = 502, rawHeaders } = message;
  const headers = new Headers();
  for (let at = 0; at < rawHeaders.length; at += 2) {
    headers.append(rawHeaders[at] ?? "", rawHeaders[at + 1] ?? "");
  }
  const isEmpty = [204, 205, 304].includes(status);
  const body = isEmpty ? null : Readable.toWeb(message) as ReadableStream<Uint8Array>;
  return new Response(body, { status, headers: endToEnd(headers) });
}

async function readToEnd(body: ReadableStream<Uint8Array>): Promise<void> {
  try {
    for await (const _ of body);
  } catch {
    // The client has disconnected.
  }
}
