// Emulates Supabase's gateway and main worker: one public port in front of the functions and the Data API. An answer
// of a function leaves when the request's body has ended. On a hosted project, some of its headers are replaced.

import {
  forwardedHeaders,
  type FunctionPath,
  functionPath,
  hostedHeaders,
  type HostedProject,
} from "./forwarded_request.ts";
import {
  CORS,
  failureAnswer,
  outagePage,
  type OutageStatus,
  REPORTED_ALLOW_HEADERS,
  unknownFunction,
} from "./platform_answers.ts";
import { failureOf, sendToWorker } from "./worker_request.ts";

/** One request to the Data API, for tests. */
export interface DatabaseRequest {
  method: string;
  /** Including the query. */
  path: string;
}

/** Whether the request belongs to no single call: it charges several calls, or measures the storage. */
export function isAside({ path }: DatabaseRequest): boolean {
  return ["/rest/v1/rpc/consume_calls", "/rest/v1/rpc/project_status"].includes(path);
}

/** The servers behind the gateway; may change while it runs. */
export interface Backends {
  /** Function name → origin of its process. */
  functions: Map<string, string>;
  /** Function name → how its process ended. */
  statuses?: Map<string, Promise<Deno.CommandStatus>>;
  /** Absent while the database is starting. */
  database?: ((request: Request) => Promise<Response>) | undefined;
  /** Emulate a hosted project; absent = emulate the CLI. */
  hosted?: HostedProject | undefined;
  /** Answer every request with the platform's web page for this status. */
  outage?: OutageStatus | undefined;
  onDatabaseRequest?: ((request: DatabaseRequest) => void) | undefined;
}

export interface Gateway {
  readonly port: number;
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  /** Closes all connections and frees the port. */
  stop(): Promise<void>;
}

/**
 * Listens on 127.0.0.1.
 * @param port 0 = any free port
 * @throws Deno.errors.AddrInUse if the port is taken
 */
export function startGateway(port: number, backends: Backends): Gateway {
  const ending = new AbortController();
  const server: Deno.HttpServer<Deno.NetAddr> = Deno.serve(
    { port, hostname: "127.0.0.1", signal: ending.signal, onListen: () => {} },
    (request) => route(request, backends, server.addr.port),
  );
  return {
    port: server.addr.port,
    origin: `http://127.0.0.1:${server.addr.port}`,
    stop: async () => {
      ending.abort();
      await server.finished;
    },
  };
}

/** @param port the gateway's own */
function route(request: Request, backends: Backends, port: number): Promise<Response> | Response {
  if (backends.outage) return outagePage(backends.outage);
  const url = new URL(request.url);
  if (url.pathname.startsWith("/rest/v1/")) return forwardToDatabase(request, url, backends);
  const target = functionPath(url.pathname);
  // Includes /.well-known: a project on *.supabase.co cannot serve its root.
  if (!target) return answer(404, { error: "requested path is invalid" });
  return forwardToFunction(request, url, target, backends, port);
}

async function forwardToDatabase(
  request: Request,
  url: URL,
  backends: Backends,
): Promise<Response> {
  backends.onDatabaseRequest?.({ method: request.method, path: url.pathname + url.search });
  if (!backends.database) return answer(503, { message: "The database is starting." });
  return await backends.database(request);
}

// OPTIONS reaches the function, as on the hosted gateway. The CLI's gateway answers it, which would hide a broken
// preflight.
async function forwardToFunction(
  request: Request,
  url: URL,
  { name, path }: FunctionPath,
  { functions, statuses, hosted }: Backends,
  port: number,
): Promise<Response> {
  const platform = hosted ? "hosted" : "cli";
  const origin = functions.get(name);
  if (origin === undefined) return unknownFunction(platform);
  const headers = hosted
    ? hostedHeaders(request.headers, hosted)
    : forwardedHeaders(request.headers, url, port);
  const address = origin + path + url.search;
  try {
    const response = await sendToWorker(address, request, headers, !hosted);
    return hosted ? asHosted(request, response, hosted) : response;
  } catch (error) {
    return failureAnswer(await failureOf(error, statuses?.get(name)), platform);
  }
}

// Without a custom domain, a project serves no web pages.
function asHosted({ method }: Request, response: Response, hosted: HostedProject): Response {
  const { host, replacesAllowHeaders } = hosted;
  const headers = new Headers(response.headers);
  const isPage = /^text\/html/i.test(headers.get("content-type") ?? "");
  if (method === "GET" && isPage && host.endsWith(".supabase.co")) {
    headers.set("content-type", "text/plain");
  }
  if (method === "OPTIONS" && replacesAllowHeaders) {
    headers.set("access-control-allow-headers", REPORTED_ALLOW_HEADERS);
  }
  return new Response(response.body, { status: response.status, headers });
}

function answer(status: number, body: Record<string, string>): Response {
  return Response.json(body, { status, headers: CORS });
}
