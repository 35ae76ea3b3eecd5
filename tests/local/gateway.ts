// Emulates Supabase's gateway: one public port in front of the functions and the Data API. Streams bodies, and
// changes neither status nor headers of responses.

import {
  forwardedHeaders,
  type FunctionPath,
  functionPath,
  hostedHeaders,
  type HostedProject,
} from "./forwarded_request.ts";

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
  /** Absent while the database is starting. */
  database?: ((request: Request) => Promise<Response>) | undefined;
  /** Emulate a hosted project; absent = emulate the CLI. */
  hosted?: HostedProject | undefined;
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
  // Without it, fetch would set Host to the address of the function's process.
  const client = Deno.createHttpClient({ allowHost: true });
  const server: Deno.HttpServer<Deno.NetAddr> = Deno.serve(
    { port, hostname: "127.0.0.1", signal: ending.signal, onListen: () => {} },
    (request) => route(request, backends, { port: server.addr.port, client }),
  );
  return {
    port: server.addr.port,
    origin: `http://127.0.0.1:${server.addr.port}`,
    stop: async () => {
      ending.abort();
      client.close();
      await server.finished;
    },
  };
}

/** The gateway's own port, and its client for the functions. */
interface Ends {
  port: number;
  client: Deno.HttpClient;
}

function route(request: Request, backends: Backends, ends: Ends): Promise<Response> | Response {
  const url = new URL(request.url);
  if (url.pathname.startsWith("/rest/v1/")) return forwardToDatabase(request, url, backends);
  const target = functionPath(url.pathname);
  // Includes /.well-known: a project on *.supabase.co cannot serve its root.
  if (!target) return answer(404, { error: "requested path is invalid" });
  const origin = backends.functions.get(target.name);
  if (origin === undefined) {
    return new Response("Function not found", { status: 404, headers: CORS });
  }
  const headers = backends.hosted
    ? hostedHeaders(request.headers, backends.hosted)
    : forwardedHeaders(request.headers, url, ends.port);
  return forwardToFunction(
    request,
    headers,
    target,
    origin + target.path + url.search,
    ends.client,
  );
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
  headers: Headers,
  { name }: FunctionPath,
  address: string,
  client: Deno.HttpClient,
): Promise<Response> {
  try {
    return await fetch(address, {
      method: request.method,
      headers,
      body: request.body,
      redirect: "manual",
      client,
    });
  } catch {
    const message = `Function ${name} does not answer: it is starting, or its code is broken. ` +
      "See its output in the terminal of the local stack.";
    return answer(503, { code: "BOOT_ERROR", message });
  }
}

// As on the platform, browsers may read the gateway's own responses.
const CORS = { "access-control-allow-origin": "*" };

function answer(status: number, body: Record<string, string>): Response {
  return Response.json(body, { status, headers: CORS });
}
