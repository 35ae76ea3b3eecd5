// Where a well-known document about something with a path is (RFC 8615). Pure strings.

/**
 * The well-known part goes between host and path (RFC 8414 §3.1, RFC 9728 §3.1).
 * @param name of the document, such as `oauth-authorization-server`
 * @param about URL of the issuer or the resource
 */
export function wellKnownUrl(name: string, about: string): string {
  const { origin, pathname } = new URL(about);
  return `${origin}/.well-known/${name}${pathname === "/" ? "" : pathname}`;
}
