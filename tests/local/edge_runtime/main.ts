// What a function's process runs: puts on the face of Supabase's Edge Runtime, loads the function and
// serves it. Says `listening on <port>` as soon as it does; knows no function by name.

import { complain } from "../terminal.ts";
import { withoutLaterApis } from "./later_apis.ts";
import { denySyncFiles, edgeNamespace } from "./deno_namespace.ts";
import { leadProjectTo } from "./project_address.ts";

// URL of the function's file, port (0 = any), the gateway's origin ("" = none), names of the variables.
const [file = "", port, gateway, ...variables] = Deno.args;

interface EdgeFunction {
  fetch(request: Request): unknown;
}

edgeNamespace(variables);
withoutLaterApis();
const project = Deno.env.get("SUPABASE_URL");
if (gateway && project) leadProjectTo(project, gateway);

const { default: edgeFunction }: { default: EdgeFunction } = await import(file);
denySyncFiles();

Deno.serve({
  hostname: "127.0.0.1",
  port: Number(port),
  onListen: (address) => complain(`listening on ${address.port}`),
  onError: (error) => {
    complain(error instanceof Error ? error.stack ?? error.message : String(error));
    return Response.json({ code: "WORKER_ERROR", message: "Function exited" }, { status: 500 });
  },
}, answer);

// Nothing but the request is handed on: no connection, no address of the peer.
async function answer(request: Request): Promise<Response> {
  const response = await edgeFunction.fetch(request);
  if (response instanceof Response) return response;
  return Response.json({ code: "WORKER_ERROR", message: "No Response" }, { status: 502 });
}
