// Addresses of the machine itself, where http is as good as https.

/** @param hostname of a URL */
export function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d+){3}$/.test(hostname);
}
