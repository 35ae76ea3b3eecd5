// Loopback addresses. They may use http: the traffic never leaves the machine.

/** @param hostname of a URL */
export function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d+){3}$/.test(hostname);
}
