// Well-known addresses (RFC 8615).

/** Where a document about a resource or an issuer is: between host and path (RFC 9728 §3.1, RFC 8414 §3.1). */
export function atRoot(resource: string, name = "oauth-protected-resource"): string {
  const { origin, pathname } = new URL(resource);
  return `${origin}/.well-known/${name}${pathname === "/" ? "" : pathname}`;
}
