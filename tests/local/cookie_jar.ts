// The cookies of one browser, as far as sign-in pages need them: one site, no expiry, but paths.

/** Keeps cookies by name and path: the steps of a sign-in use the same names on different paths. */
export class CookieJar {
  readonly #cookies = new Map<string, { path: string; pair: string }>();

  /** Takes over the `Set-Cookie` headers of a response. */
  keep(url: URL, response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = "", ...attributes] = line.split(/;\s*/);
      const stated = attributes.find((attribute) => /^path=/i.test(attribute));
      const path = stated?.slice("path=".length) ?? url.pathname;
      this.#cookies.set(`${path} ${pair.split("=")[0]}`, { path, pair });
    }
  }

  /** The `Cookie` header of a request; a cookie that was set empty has been deleted. */
  headerFor(url: URL): string {
    return [...this.#cookies.values()]
      .filter(({ path, pair }) => url.pathname.startsWith(path) && !pair.endsWith("="))
      .map(({ pair }) => pair)
      .join("; ");
  }
}
