// Receives the OAuth redirect on a loopback port.

/** Time that a user has to sign in. */
const SIGN_IN_TIMEOUT_MS = 180_000;
const DONE = "Signed in. Close this page; the results are in the terminal.\n";

/** The redirect did not arrive in time: the user closed the page or left it open. */
export class SignInTimeout extends Error {
  override readonly name = "SignInTimeout";
}

/** A redirect endpoint on the loopback interface (RFC 8252 §7.3). */
interface Redirect {
  readonly uri: string;
  /** The redirect's URL; rejects with {@link SignInTimeout} after three minutes. */
  readonly arrives: Promise<URL>;
  stop(): Promise<void>;
}

/** A redirect URI on a free port, to register before listening. */
export function freeRedirectUri(): string {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr as Deno.NetAddr;
  listener.close();
  return `http://127.0.0.1:${port}/callback`;
}

/** @param uri from {@link freeRedirectUri} */
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
    () => reject(new SignInTimeout("no redirect from the browser within 3 minutes")),
    SIGN_IN_TIMEOUT_MS,
  );
  const stop = async () => {
    clearTimeout(timer);
    await server.shutdown();
  };
  return { uri, arrives: promise, stop };
}
