// Hears everything that reaches one port, over TCP and UDP: connections, TLS hellos, requests, datagrams.

import { createSocket } from "node:dgram";

/** What listens where attacks call home. */
export interface Home {
  readonly port: number;
  /** So far, whether anything was sent over them or not. */
  connections: number;
  /** Of the connections, those over which something was sent. */
  requests: number;
  datagrams: number;
  /** Names below the domain that TLS hellos and requests carried. */
  names: Set<string>;
}

/** Attacks lead to names below this; each tells by its name which it was. */
export const DOMAIN = "evil.example";
const NAME = /([a-z0-9.-]+)\.evil\.example/gi;

export interface Listener {
  home: Home;
  /** For the browser: what the names lead to. */
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

/** Forgets what was heard. */
export function clear(home: Home): void {
  home.connections = home.requests = home.datagrams = 0;
  home.names.clear();
}
