// In an outage, the platform answers with web pages where clients expect JSON. Clients report the status, and go on
// without signing in again when it is over.

import assert from "node:assert/strict";
import { LocalOAuthClient } from "../local/oauth_client.ts";
import { Connector } from "./clients/connector.ts";
import { saveFindAndRead } from "./clients/first_minute.ts";
import { CASES } from "./clients/sdk_cases.ts";
import { Wire } from "./clients/wire.ts";
import { onStack } from "./on_stack.ts";

const STATUSES = [502, 503, 504, 520] as const;
const LIST = { name: "artifact.list", arguments: {} };

/** The error of a client says what happened to its request, and is not about the syntax of JSON. */
function names(status: number) {
  return (error: unknown) => {
    assert.ok(error instanceof Error && !(error instanceof SyntaxError), String(error));
    const { message, code, data } = error as Error & { code?: unknown; data?: unknown };
    assert.match(`${message} ${code} ${JSON.stringify(data)}`, new RegExp(`\\b${status}\\b`));
    return true;
  };
}

onStack("outages of the platform", {}, {
  "a connector gets the status, and works afterwards": async ({ stack }) => {
    const connector = new Connector(stack.mcpUrl, "connector", fetch);
    for (const status of STATUSES) {
      stack.showOutage(status);
      assert.deepEqual(await connector.callTool("artifact.kinds"), { status });
    }
    stack.showOutage();
    assert.equal((await connector.callTool("artifact.kinds")).status, 200);
  },

  "each official client names the status and works afterwards, without another sign-in": async (
    { stack },
  ) => {
    for (const [name, { connect, wire }] of Object.entries(CASES)) {
      const person = new LocalOAuthClient("Alice");
      const url = new URL(stack.mcpUrl);
      stack.showOutage(503);
      await assert.rejects(connect(url, person, wire?.() ?? new Wire()), names(503), name);
      stack.showOutage();
      const line = wire?.() ?? new Wire();
      const client = await connect(url, person, line);
      for (const status of STATUSES) {
        stack.showOutage(status);
        await assert.rejects(client.callTool(LIST), names(status), name);
      }
      stack.showOutage();
      await saveFindAndRead(client.callTool);
      await client.close();
    }
  },
});
