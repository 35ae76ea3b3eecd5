// The local stack behind a proxy that notes what goes over the wire, for clients that run in
// processes of their own.

import { startStack } from "../../local/stack.ts";
import { type Exchange, Wire } from "../../end_to_end/clients/wire.ts";

export interface RecordedStack {
  /** Where clients reach the server; the only address they and the metadata know. */
  mcpUrl: string;
  /** What was said since the last time this was asked. */
  heard(): Exchange[];
  stop(): Promise<void>;
}

export async function startRecordedStack(): Promise<RecordedStack> {
  let gateway = "";
  const wire = new Wire();
  const proxy = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    (request) => {
      const { pathname, search } = new URL(request.url);
      const { method, headers, body } = request;
      return wire.fetch(gateway + pathname + search, { method, headers, body, redirect: "manual" });
    },
  );
  const publicUrl = `http://127.0.0.1:${proxy.addr.port}`;
  const stack = await startStack({ publicUrl });
  gateway = stack.origin;
  return {
    mcpUrl: `${publicUrl}/functions/v1/mcp`,
    heard: () => wire.exchanges.splice(0),
    stop: async () => {
      await proxy.shutdown();
      await stack.stop();
    },
  };
}
