// A minimal cookie jar for the sign-in pages: one site, with paths, without expiry.

/** Stores cookies by name and path: sign-in steps reuse names on different paths. */
export class CookieJar {
  readonly #cookies = new Map<string, { path: string; pair: string }>();

  /** Stores the `Set-Cookie` headers of a response. */
  keep(url: URL, response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = "", ...attributes] = line.split(/;\s*/);
      const stated = attributes.find((attribute) => /^path=/i.test(attribute));
      const path = stated?.slice("path=".length) ?? url.pathname;
      this.#cookies.set(`${path} ${pair.split("=")[0]}`, { path, pair });
    }
  }

  /** The `Cookie` header for a request. An empty value means that the cookie was deleted. */
  headerFor(url: URL): string {
    return [...this.#cookies.values()]
      .filter(({ path, pair }) => url.pathname.startsWith(path) && !pair.endsWith("="))
      .map(({ pair }) => pair)
      .join("; ");
  }
}
