// TCP ports on 127.0.0.1: finds a free one, and reports a taken one.

/** A port that is free now. */
export function freePort(): number {
  const listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  listener.close();
  return listener.addr.port;
}

/** Whether a process accepts connections on this port. */
export async function isListening(port: number): Promise<boolean> {
  return await Deno.connect({ port, hostname: "127.0.0.1" })
    .then((socket) => (socket.close(), true), () => false);
}

/**
 * Checks that a port is free.
 * @param use what the port is for
 * @param flag the option that chooses another port
 * @throws Error that says what to do
 */
export function requireFree(port: number, use: string, flag: string): void {
  try {
    Deno.listen({ port, hostname: "127.0.0.1" }).close();
  } catch (error) {
    if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    throw new Error(
      `Port ${port} (${use}) is in use, perhaps by another local stack. Stop it, or choose another ` +
        `port with ${flag}.`,
    );
  }
}
