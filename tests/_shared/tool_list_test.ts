// The generated list of tools.

import assert from "node:assert/strict";
import { TOOL_LIST_FILE, toolListModule } from "./tool_list.ts";

Deno.test("_shared/tool_list.ts lists the tools of today; if not, run `deno task tools:build`", async () => {
  assert.equal(await Deno.readTextFile(TOOL_LIST_FILE), toolListModule());
});
