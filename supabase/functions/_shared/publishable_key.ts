// Clerk's publishable key contains the host of the Frontend API, which is the issuer of the tokens.

/**
 * @param key `pk_test_` or `pk_live_`, followed by the base64 of `<host>$`
 * @returns `https://<host>` without trailing slash
 * @throws {Error} for other text; the message continues the variable's name: "NAME must be …"
 */
export function issuerOfPublishableKey(key: string): string {
  const host = decodeHost(/^pk_(?:test|live)_([A-Za-z0-9+/=_-]+)$/.exec(key)?.[1] ?? "");
  if (!host || !/^[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?$/i.test(host)) {
    throw new Error("must be a Clerk publishable key (pk_test_… or pk_live_…)");
  }
  return `https://${host}`;
}

function decodeHost(encoded: string): string | undefined {
  try {
    const decoded = atob(encoded);
    return decoded.endsWith("$") ? decoded.slice(0, -1) : undefined;
  } catch {
    return undefined;
  }
}
