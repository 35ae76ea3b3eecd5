// Waits on this machine for the browser to come back from signing in.

/** How long a person may take in the browser. */
const PATIENCE_MS = 180_000;
const DONE = "Signed in. This page can be closed; the rest is in the terminal.\n";

/** The person closed the page, or left it. */
export class NobodyCameBack extends Error {
  override readonly name = "NobodyCameBack";
}

/** Where the browser comes back to (RFC 8252 §7.3). */
export interface Redirect {
  readonly uri: string;
  /** The address it came back with; fails with {@link NobodyCameBack} after three minutes. */
  readonly arrives: Promise<URL>;
  stop(): Promise<void>;
}

/** An address that can be registered before anything listens there. */
export function freeRedirectUri(): string {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr as Deno.NetAddr;
  listener.close();
  return `http://127.0.0.1:${port}/callback`;
}

/** @param uri one of {@link freeRedirectUri} */
export function listenForRedirect(uri: string): Redirect {
  const { promise, resolve, reject } = Promise.withResolvers<URL>();
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: Number(new URL(uri).port), onListen: () => {} },
    ({ url }) => {
      if (new URL(url).pathname !== "/callback") return new Response(null, { status: 404 });
      resolve(new URL(url));
      return new Response(DONE, { headers: { Connection: "close" } });
    },
  );
  const timer = setTimeout(
    () => reject(new NobodyCameBack("no answer from the browser")),
    PATIENCE_MS,
  );
  const stop = async () => {
    clearTimeout(timer);
    await server.shutdown();
  };
  return { uri, arrives: promise, stop };
}
