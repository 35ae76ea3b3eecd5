// Entry point of a function's process: emulates Supabase's Edge Runtime, loads the function and serves it. Prints
// `listening on <port>` when ready.

import { complain } from "../terminal.ts";
import { withoutLaterApis } from "./later_apis.ts";
import { denySyncFiles, edgeNamespace } from "./deno_namespace.ts";
import { redirectProjectTo } from "./project_address.ts";

// Arguments: URL of the function's file, port (0 = any), origin of the gateway ("" = none), names of the variables.
const [file = "", port, gateway, ...variables] = Deno.args;

interface EdgeFunction {
  fetch(request: Request): unknown;
}

edgeNamespace(variables);
withoutLaterApis();
const project = Deno.env.get("SUPABASE_URL");
if (gateway && project) redirectProjectTo(project, gateway);

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

// Passes only the request: the Edge Runtime gives functions no connection information.
async function answer(request: Request): Promise<Response> {
  const response = await edgeFunction.fetch(request);
  if (response instanceof Response) return response;
  return Response.json({ code: "WORKER_ERROR", message: "No Response" }, { status: 502 });
}
