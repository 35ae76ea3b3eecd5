// Stands before the local gateway as Supabase's edge stands before the hosted one: many projects share
// its addresses, so a request is for whichever project its Host names.

import type { Part } from "../../local/parts.ts";

interface ProjectHost extends Part {
  /** `http://127.0.0.1:<port>`; its host is the only one it knows. */
  readonly origin: string;
  /** Received values of `Host` that are unknown. */
  readonly strangers: string[];
}

/** @param gateway origin of the local stack's gateway */
export function serveProject(gateway: string): ProjectHost {
  const strangers: string[] = [];
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    (request) => {
      const host = request.headers.get("Host") ?? "";
      if (host === `127.0.0.1:${server.addr.port}`) return passOn(request, gateway);
      strangers.push(host);
      return Response.json({ error: "requested path is invalid" }, { status: 404 });
    },
  );
  const stop = () => server.shutdown();
  return { origin: `http://127.0.0.1:${server.addr.port}`, strangers, stop };
}

function passOn(request: Request, gateway: string): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const { method, headers, body } = request;
  return fetch(gateway + pathname + search, { method, headers, body, redirect: "manual" });
}
