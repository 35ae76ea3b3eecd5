// Receives the OAuth redirect on a loopback port.

/** Time in which the user must sign in. */
const SIGN_IN_TIMEOUT_MS = 180_000;
const DONE =
  "The doctor has the result of the sign-in. Close this page; all results are in the terminal.\n";

/** The redirect did not arrive in time, because the user did not finish signing in. */
export class SignInTimeout extends Error {
  override readonly name = "SignInTimeout";
}

/** A redirect endpoint on the loopback interface (RFC 8252 §7.3). */
interface Redirect {
  readonly uri: string;
  /** Resolves to the redirect's URL; rejects with {@link SignInTimeout} after three minutes. */
  readonly arrives: Promise<URL>;
  stop(): Promise<void>;
}

/** Returns a redirect URI on a free port. A client registers the URI before {@link listenForRedirect} listens there. */
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
