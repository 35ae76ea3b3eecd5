// The generated list of tools.

import assert from "node:assert/strict";
import { TOOL_LIST_FILE, toolListModule } from "./tool_list.ts";

Deno.test("_shared/tool_list.ts lists the tools of today", async () => {
  assert.ok(
    await Deno.readTextFile(TOOL_LIST_FILE) === toolListModule(),
    "supabase/functions/_shared/tool_list.ts is out of date. Run: npx -y deno@2.9.6 task tools:build",
  );
});
