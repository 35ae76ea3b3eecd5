// TCP ports of 127.0.0.1: finding a free one, and saying plainly that one is taken.

/** A port that nothing listens on now. */
export function freePort(): number {
  const listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  listener.close();
  return listener.addr.port;
}

/**
 * Checks that a port can be listened on.
 * @param use what the port is for
 * @param flag how to choose another one
 * @throws Error with a sentence that says what to do
 */
export function requireFree(port: number, use: string, flag: string): void {
  try {
    Deno.listen({ port, hostname: "127.0.0.1" }).close();
  } catch (error) {
    if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    throw new Error(
      `Port ${port} (${use}) is in use, perhaps by another local stack: stop that, or choose another ` +
        `port with ${flag}.`,
    );
  }
}
