// Clients that we did not write, in processes of their own, against the local stack: each finds the
// metadata, registers, signs in through a browser and works. Needs npx, and Linux for the browser.

import { INSPECTOR, tryInspector } from "./clients/inspector.ts";
import { MCP_REMOTE, tryMcpRemote } from "./clients/mcp_remote.ts";
import { type RecordedStack, startRecordedStack } from "./clients/recorded_stack.ts";

const CLIENTS: Record<string, (stack: RecordedStack) => Promise<string[]>> = {
  [MCP_REMOTE]: tryMcpRemote,
  [INSPECTOR]: tryInspector,
};

const stack = await startRecordedStack();
try {
  for (const [client, attempt] of Object.entries(CLIENTS)) {
    for (const done of await attempt(stack)) {
      Deno.stdout.writeSync(new TextEncoder().encode(`${client}: ${done}\n`));
    }
  }
} finally {
  await stack.stop();
}
