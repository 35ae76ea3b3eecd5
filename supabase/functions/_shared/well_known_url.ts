// URLs of well-known documents (RFC 8615).

/**
 * Inserts `/.well-known/<name>` between host and path (RFC 8414 §3.1, RFC 9728 §3.1).
 * @param name the document's name, such as `oauth-authorization-server`
 * @param about URL of the issuer or resource that the document describes
 */
export function wellKnownUrl(name: string, about: string): string {
  const { origin, pathname } = new URL(about);
  return `${origin}/.well-known/${name}${pathname === "/" ? "" : pathname}`;
}
