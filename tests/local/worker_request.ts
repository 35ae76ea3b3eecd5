// Sends a request to a function as the Edge Runtime does: no answer leaves before the request's body has ended, or
// before a part of it could not be forwarded (edge-runtime v1.74, ext/workers/user_workers.js).

/**
 * @param request its body is forwarded
 * @param headers sent in place of the request's
 * @param readsOn whether the rest of a body that the function does not want is read before the answer leaves, as the
 *   main worker of CLI 3.1.0 does
 * @throws {TypeError} if the function is not there, or ends before it answers
 */
export async function sendToWorker(
  address: string,
  { method, body }: Request,
  headers: Headers,
  client: Deno.HttpClient,
  readsOn: boolean,
): Promise<Response> {
  const init = { method, headers, redirect: "manual", client } as const;
  if (!body) return await fetch(address, init);
  const pipe = createPipe();
  const answer = fetch(address, { ...init, body: pipe.readable });
  // After a whole response, an HTTP server closes the connection of a request that has not ended.
  answer.then((response) => isWhole(response) && pipe.close(), pipe.close);
  const [forwarded] = await Promise.allSettled([
    body.pipeTo(pipe.writable, { preventCancel: readsOn }),
    answer,
  ]);
  if (readsOn) await readToEnd(body);
  const response = await answer;
  if (forwarded.status === "fulfilled" || !isWhole(response)) return response;
  const whole = new Response(await response.bytes(), response);
  pipe.abort();
  return whole;
}

/** Whether the response is not a stream. */
function isWhole({ headers, body }: Response): boolean {
  return body === null || headers.has("content-length");
}

/** A pipe whose writer learns that it is closed from its next write only. */
function createPipe() {
  let wanted = Promise.withResolvers<void>();
  let isClosed = false;
  const close = () => {
    isClosed = true;
    wanted.resolve();
  };
  let reader!: ReadableStreamDefaultController<Uint8Array>;
  const abort = (reason?: unknown) => reader.error(reason);
  const readable = new ReadableStream<Uint8Array>({
    start: (controller) => void (reader = controller),
    pull: () => wanted.resolve(),
    cancel: close,
  }, { highWaterMark: 0 });
  const writable = new WritableStream<Uint8Array>({
    async write(chunk) {
      await wanted.promise;
      if (isClosed) throw new TypeError("the function has answered already");
      wanted = Promise.withResolvers();
      reader.enqueue(chunk);
    },
    close: () => reader.close(),
    abort,
  });
  return { readable, writable, close, abort };
}

async function readToEnd(body: ReadableStream<Uint8Array>): Promise<void> {
  try {
    for await (const _ of body);
  } catch {
    // The client has disconnected.
  }
}
