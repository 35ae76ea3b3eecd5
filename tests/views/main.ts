// `deno task views`: a host on the local stack, for work on the views. After a change run
// `deno task views:build`; the function then reloads.

import { startStack } from "../local/stack.ts";
import { say } from "../local/terminal.ts";
import { startHost } from "./host/server.ts";
import { saveSamples } from "./samples.ts";

const stack = await startStack({ watch: true });
const host = await startHost(stack, "Alice", (token) => saveSamples(stack.mcpUrl, token));
say(`Views: ${host.origin} (Ctrl-C ends it)`);
Deno.addSignalListener("SIGINT", async () => {
  await host.stop();
  await stack.stop();
  Deno.exit(0);
});
