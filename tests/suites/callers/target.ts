// What attacks do to their target: open connections, send bytes, and count the answers. Knows no attack.

import { setTimeout as delay } from "node:timers/promises";

const encoder = new TextEncoder();
const latin1 = new TextDecoder("latin1");

/** One connection. Its failures are already counted. */
interface Line {
  /** @returns whether it could be sent */
  send(bytes: string | Uint8Array): Promise<boolean>;
  close(): void;
}

export class Target {
  readonly #seen = new Map<string, number>();

  /**
   * @param port on 127.0.0.1
   * @param until by `performance.now()`: the end of the attack
   */
  constructor(readonly port: number, readonly until: number) {}

  over(): boolean {
    return performance.now() >= this.until;
  }

  /** Keeps that many attackers busy until the end; who is done begins again. */
  async crowd(size: number, attack: (number: number) => Promise<void>): Promise<void> {
    await Promise.all(Array.from({ length: size }, async (_, number) => {
      while (!this.over()) {
        await attack(number);
        await delay(20); // so that a refusal at once makes no flood
      }
    }));
  }

  /** @param reading whether answers are read, which is where they are counted */
  async open(reading = true): Promise<Line> {
    const connection = await Deno.connect({ port: this.port, hostname: "127.0.0.1" })
      .catch(() => undefined);
    let isOpen = connection !== undefined;
    if (!isOpen) this.#count("no connection");
    const close = () => {
      if (isOpen) connection?.close();
      isOpen = false;
    };
    if (connection && reading) void this.#read(connection).then(close);
    return {
      close,
      send: async (bytes) => {
        const all = typeof bytes === "string" ? encoder.encode(bytes) : bytes;
        try {
          for (let at = 0; at < all.length && isOpen && !this.over();) {
            at += await connection!.write(all.subarray(at));
          }
        } catch {
          close();
        }
        return isOpen && !this.over();
      },
    };
  }

  /** Sends one byte after the other, and as long as the connection lasts. */
  async trickle(line: Line, byte: string, everyMs: number): Promise<void> {
    while (await line.send(byte)) await delay(Math.min(everyMs, this.until - performance.now()));
    line.close();
  }

  /** Statuses, and how often each was answered. */
  seen(): string {
    const counts = [...this.#seen].toSorted().map(([what, count]) => `${count} × ${what}`);
    return counts.join(", ") || "nothing";
  }

  async #read(connection: Deno.Conn): Promise<void> {
    const buffer = new Uint8Array(65_536);
    try {
      for (let size = await connection.read(buffer); size; size = await connection.read(buffer)) {
        const heads = latin1.decode(buffer.subarray(0, size)).matchAll(/HTTP\/1\.1 (\d{3})/g);
        for (const [, status] of heads) this.#count(`${status}`);
      }
    } catch {
      // Closed, by either side.
    }
  }

  #count(what: string): void {
    this.#seen.set(what, (this.#seen.get(what) ?? 0) + 1);
  }
}
