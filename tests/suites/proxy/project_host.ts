// Stands before the local gateway as Supabase's edge stands before the hosted one: many projects share
// its addresses, so a request is for whichever project its Host names.

import type { Part } from "../../local/parts.ts";
import { REPORTED_ALLOW_HEADERS } from "../../local/platform_answers.ts";

interface ProjectHost extends Part {
  /** `http://127.0.0.1:<port>`; its host is the only one it knows. */
  readonly origin: string;
  /** Received values of `Host` that are unknown. */
  readonly strangers: string[];
  /** Whether it replaces the headers that preflights allow, as a report says of hosted projects. */
  replacesAllowHeaders: boolean;
}

/** @param gateway origin of the local stack's gateway */
export function serveProject(gateway: string): ProjectHost {
  const strangers: string[] = [];
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    (request) => {
      const host = request.headers.get("Host") ?? "";
      if (host === `127.0.0.1:${server.addr.port}`) return answer(request);
      strangers.push(host);
      return Response.json({ error: "requested path is invalid" }, { status: 404 });
    },
  );
  const answer = async (request: Request) => {
    const response = await passOn(request, gateway);
    if (!project.replacesAllowHeaders || request.method !== "OPTIONS") return response;
    const headers = new Headers(response.headers);
    headers.set("Access-Control-Allow-Headers", REPORTED_ALLOW_HEADERS);
    return new Response(response.body, { status: response.status, headers });
  };
  const project = {
    origin: `http://127.0.0.1:${server.addr.port}`,
    strangers,
    replacesAllowHeaders: false,
    stop: () => server.shutdown(),
  };
  return project;
}

function passOn(request: Request, gateway: string): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const { method, headers, body } = request;
  return fetch(gateway + pathname + search, { method, headers, body, redirect: "manual" });
}
