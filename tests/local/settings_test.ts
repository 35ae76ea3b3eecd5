// Which variables of a developer's environment reach the functions of `task dev`.

import assert from "node:assert/strict";
import { settings } from "./dev_stack.ts";

Deno.test("task dev passes every MCP_ variable to the functions, and no other", () => {
  const environment = { MCP_SIGN_IN: "call", MCP_TOOL_NAMES: "dotted", PATH: "/bin", XMCP_A: "1" };
  assert.deepEqual(settings(environment), { MCP_SIGN_IN: "call", MCP_TOOL_NAMES: "dotted" });
});
