// A misconfigured proxy, gateway or cache in front of a server.

import type { Part } from "../../local/parts.ts";

/** Forwards the request with `pass`, or answers it. */
export type Spoil = (
  request: Request,
  pass: () => Promise<Response>,
) => Promise<Response> | Response;

export interface Front extends Part {
  /** The origin that clients connect to. */
  readonly origin: string;
  /** The origin of the server behind it; set once the server runs. */
  target: string;
  /** Undefined = forward everything unchanged. */
  spoil: Spoil | undefined;
}

/** @param tls certificate and key in PEM; absent = plain HTTP */
export function startFront(tls?: { cert: string; key: string }): Front {
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {}, ...tls },
    async (request) => {
      const pass = () => forward(request, front.target);
      return await front.spoil?.(request, pass) ?? await pass();
    },
  );
  const front: Front = {
    origin: `${tls ? "https" : "http"}://127.0.0.1:${server.addr.port}`,
    target: "",
    spoil: undefined,
    stop: () => server.shutdown(),
  };
  return front;
}

async function forward(request: Request, target: string): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const { method, headers, body } = request;
  try {
    return await fetch(target + pathname + search, { method, headers, body, redirect: "manual" });
  } catch {
    return Response.json({ error: "bad gateway" }, { status: 502 });
  }
}

/** Returns the response with changed headers; undefined removes a header. */
export async function withHeaders(
  answer: Response | Promise<Response>,
  changes: Record<string, string | undefined>,
): Promise<Response> {
  const { body, status, headers: old } = await answer;
  const headers = new Headers(old);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) headers.delete(name);
    else headers.set(name, value);
  }
  return new Response(body, { status, headers });
}

/** Returns the response with `change` applied to its body and headers. */
export async function reworded(
  answer: Response | Promise<Response>,
  change: (text: string) => string,
): Promise<Response> {
  const { status, headers: old, ...rest } = await readText(await answer);
  const headers = new Headers();
  for (const [name, value] of old) {
    if (name !== "content-length") headers.append(name, change(value));
  }
  return new Response(rest.text === "" ? null : change(rest.text), { status, headers });
}

/** Returns the response with `change` applied to its JSON document; other responses are unchanged. */
export async function redocumented(
  answer: Response | Promise<Response>,
  change: (document: Record<string, unknown>) => unknown,
): Promise<Response> {
  const response = await answer;
  const isJson = response.headers.get("Content-Type")?.includes("json");
  if (response.status !== 200 || !isJson) return response;
  const { status, headers, text } = await readText(response);
  const fresh = new Headers(headers);
  fresh.delete("content-length");
  return new Response(JSON.stringify(change(JSON.parse(text))), { status, headers: fresh });
}

async function readText(response: Response) {
  return { status: response.status, headers: response.headers, text: await response.text() };
}
