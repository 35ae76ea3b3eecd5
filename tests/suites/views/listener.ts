// Records everything that reaches one port over TCP and UDP: connections, TLS hellos, requests, datagrams.

import { createSocket } from "node:dgram";

/** The listener at the address that attacks contact. */
export interface Home {
  readonly port: number;
  /** Connections so far, with or without data. */
  connections: number;
  /** Connections with data. */
  requests: number;
  datagrams: number;
  /** Host names below the domain in TLS hellos and requests. */
  names: Set<string>;
}

/** Attacks contact names below this domain; the name identifies the attack. */
export const DOMAIN = "evil.example";
const NAME = /([a-z0-9.-]+)\.evil\.example/gi;

interface Listener {
  home: Home;
  /** Browser argument that resolves the names to the listener. */
  rules: string;
  stop(): Promise<void>;
}

export async function startListener(): Promise<Listener> {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr as Deno.NetAddr;
  const home: Home = { port, connections: 0, requests: 0, datagrams: 0, names: new Set() };
  void (async () => {
    for await (const connection of listener) {
      home.connections++;
      void hear(connection, home);
    }
  })();
  const socket = createSocket("udp4", () => void home.datagrams++);
  await new Promise<void>((bound) => socket.bind(port, "127.0.0.1", bound));
  return {
    home,
    rules: `MAP ${DOMAIN} 127.0.0.1:${port}, MAP *.${DOMAIN} 127.0.0.1:${port}`,
    async stop() {
      listener.close();
      await new Promise<void>((closed) => socket.close(() => closed()));
    },
  };
}

async function hear(connection: Deno.Conn, home: Home): Promise<void> {
  const bytes = new Uint8Array(16_384);
  const read = await connection.read(bytes).catch(() => null);
  if (read !== null) {
    home.requests++;
    const text = new TextDecoder("latin1").decode(bytes.subarray(0, read));
    for (const [, name] of text.matchAll(NAME)) home.names.add(name!.toLowerCase());
  }
  connection.close();
}

/** Clears the records. */
export function clear(home: Home): void {
  home.connections = home.requests = home.datagrams = 0;
  home.names.clear();
}
