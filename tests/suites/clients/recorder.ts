// Proxies before the server and before the authorization server that record every request of a
// program. Knows HTTP, the messages of MCP and the grant types of OAuth, and no program.

import { type Exchange, exchangeOf, messageIn } from "../../end_to_end/clients/wire.ts";

/** One HTTP request of a program, and the status of its answer. */
export interface HttpExchange {
  readonly to: "server" | "authorization server";
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly signedIn: boolean;
  /** `User-Agent`; empty when there is none. */
  readonly userAgent: string;
  /** The message of MCP that it carried. */
  readonly message: Exchange | undefined;
  /** `grant_type` of a request for tokens. */
  readonly grantType: string | undefined;
  /** The scopes of an authorization request. */
  readonly scope: string | undefined;
  /** `performance.now()` when the answer had arrived. */
  readonly at: number;
}

export class Recorder {
  /** Everything, in the order of the answers. */
  readonly traffic: HttpExchange[] = [];
  #read = 0;
  readonly #proxies: Deno.HttpServer<Deno.NetAddr>[] = [];

  /**
   * Starts a proxy on a free port.
   * @param target origin that requests go on to, known once the first one arrives
   * @returns the proxy's origin
   */
  listen(to: HttpExchange["to"], target: () => string): string {
    const proxy = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, (request) => {
      const { pathname, search } = new URL(request.url);
      return this.#send(to, request, target() + pathname + search);
    });
    this.#proxies.push(proxy);
    return `http://127.0.0.1:${proxy.addr.port}`;
  }

  /** What was recorded since the last call. */
  news(): HttpExchange[] {
    const news = this.traffic.slice(this.#read);
    this.#read = this.traffic.length;
    return news;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#proxies.map((proxy) => proxy.shutdown()));
  }

  async #send(to: HttpExchange["to"], request: Request, address: string): Promise<Response> {
    const { method, headers, body } = request;
    const onwards = new Request(address, { method, headers, body, redirect: "manual" });
    const [message, grantType] = [await messageIn(onwards), await grantTypeIn(onwards)];
    const response = await fetch(onwards);
    const { status } = response;
    const { pathname, searchParams } = new URL(address);
    this.traffic.push({
      to,
      method,
      path: pathname,
      status,
      signedIn: headers.has("Authorization"),
      userAgent: headers.get("User-Agent") ?? "",
      message: message && exchangeOf(message, headers, status),
      grantType,
      scope: searchParams.get("scope") ?? undefined,
      at: performance.now(),
    });
    return response;
  }
}

async function grantTypeIn(request: Request): Promise<string | undefined> {
  if (request.method !== "POST" || !request.url.endsWith("/oauth/token")) return undefined;
  const form = new URLSearchParams(await request.clone().text());
  return form.get("grant_type") ?? undefined;
}
