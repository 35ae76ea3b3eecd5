// Supabase's gateway, emulated: one public port before the functions' processes and the Data API.
// Passes bodies on as streams and changes neither status nor headers of an answer.

import {
  forwardedHeaders,
  type FunctionPath,
  functionPath,
  hostedHeaders,
  type HostedProject,
} from "./forwarded_request.ts";

/** One request to the Data API, as tests count and inspect them. */
export interface DatabaseRequest {
  method: string;
  /** With the query. */
  path: string;
}

/** Whether the request belongs to no call: it takes several calls out of a bucket, or counts the storage. */
export function isAside({ path }: DatabaseRequest): boolean {
  return ["/rest/v1/rpc/consume_calls", "/rest/v1/rpc/project_status"].includes(path);
}

/** What stands behind the gateway; may change while it runs. */
export interface Backends {
  /** Name of a function → origin of its process. */
  functions: Map<string, string>;
  /** Absent while the database is starting. */
  database?: ((request: Request) => Promise<Response>) | undefined;
  /** Functions see requests as a hosted project's do; absent = as under the CLI. */
  hosted?: HostedProject | undefined;
  onDatabaseRequest?: ((request: DatabaseRequest) => void) | undefined;
}

export interface Gateway {
  readonly port: number;
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  /** Ends all connections and frees the port. */
  stop(): Promise<void>;
}

/**
 * Listens on 127.0.0.1.
 * @param port 0 = any free one
 * @throws Deno.errors.AddrInUse if the port is taken
 */
export function startGateway(port: number, backends: Backends): Gateway {
  const ending = new AbortController();
  // Or fetch would put the address of the function's process into header Host.
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

/** The gateway's own two ends: where clients reach it, how it reaches the functions. */
interface Ends {
  port: number;
  client: Deno.HttpClient;
}

function route(request: Request, backends: Backends, ends: Ends): Promise<Response> | Response {
  const url = new URL(request.url);
  if (url.pathname.startsWith("/rest/v1/")) return askDatabase(request, url, backends);
  const target = functionPath(url.pathname);
  // Also the whole root, /.well-known included: a project on *.supabase.co can serve nothing there.
  if (!target) return answer(404, { error: "requested path is invalid" });
  const origin = backends.functions.get(target.name);
  if (origin === undefined) {
    return new Response("Function not found", { status: 404, headers: CORS });
  }
  const headers = backends.hosted
    ? hostedHeaders(request.headers, backends.hosted)
    : forwardedHeaders(request.headers, url, ends.port);
  return askFunction(request, headers, target, origin + target.path + url.search, ends.client);
}

async function askDatabase(request: Request, url: URL, backends: Backends): Promise<Response> {
  backends.onDatabaseRequest?.({ method: request.method, path: url.pathname + url.search });
  if (!backends.database) return answer(503, { message: "The database is starting." });
  return await backends.database(request);
}

// OPTIONS goes to the function like any other method: the hosted gateway does that, and a function
// whose own preflight is broken must not look well only here, where the CLI's gateway would answer.
async function askFunction(
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
      "See what it printed in the terminal of the local stack.";
    return answer(503, { code: "BOOT_ERROR", message });
  }
}

// Browser clients may read the gateway's own answers, as on the platform.
const CORS = { "access-control-allow-origin": "*" };

function answer(status: number, body: Record<string, string>): Response {
  return Response.json(body, { status, headers: CORS });
}
