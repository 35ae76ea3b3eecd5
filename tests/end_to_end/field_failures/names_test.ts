// Clients that refuse a whole list of tools for one dot in a name.

import assert from "node:assert/strict";
import { TOOLS } from "../../../supabase/functions/mcp/tools/mod.ts";
import { call } from "../../mcp/in_process.ts";
import { onStack } from "../on_stack.ts";
import { listTools } from "./requests.ts";

onStack("names without dots", { environment: { MCP_TOOL_NAMES: "underscored" } }, {
  // anthropics/claude-code#57813, openai/codex#8174
  "one dotted name and all tools are gone: none is listed when that is chosen": async (
    { post },
  ) => {
    const { result } = await (await post(listTools)).json();
    assert.equal(result.tools.length, TOOLS.length);
    for (const { name } of result.tools) assert.match(name, /^[a-zA-Z0-9_-]{1,64}$/);
  },

  // openai/codex#8174
  "a client that was connected before calls the old name: both forms find the tool": async (
    { post },
  ) => {
    for (const name of ["artifact_kinds", "artifact.kinds"]) {
      const { result } = await (await post(call(name))).json();
      assert.equal(result.structuredContent.kinds.length, 8, name);
    }
  },

  "the other form of a name slips past the login: both forms are refused alike": async (
    { post },
  ) => {
    const refusals = await Promise.all(["artifact_list", "artifact.list"].map(async (name) => {
      const response = await post(call(name));
      return [response.status, response.headers.get("WWW-Authenticate"), await response.text()];
    }));
    assert.equal(refusals[0]?.[0], 401);
    assert.deepEqual(refusals[0], refusals[1]);
  },
});
