// Names of tools, of which each must mean one.

import assert from "node:assert/strict";
import { createCatalogue } from "../../../supabase/functions/mcp/protocol/features/catalogue.ts";
import kinds from "../../../supabase/functions/mcp/tools/artifact/kinds.ts";
import list from "../../../supabase/functions/mcp/tools/artifact/list.ts";

Deno.test("tools that share a name, or the other form of one, do not start", () => {
  const shared = [
    ["artifact.list", "artifact.list"],
    ["artifact.list_all", "artifact_list.all"],
    ["artifact.list", "artifact_list"],
  ] as const;
  for (const [one, other] of shared) {
    const tools = [{ ...list, name: one }, { ...kinds, name: other }];
    assert.throws(() => createCatalogue(tools, "dotted"), /Two tools answer to artifact/, other);
  }
});

Deno.test("a tool whose name has no dots has one name", () => {
  const tool = { ...kinds, name: "kinds" };
  assert.equal(createCatalogue([tool], "underscored").find("kinds"), tool);
});
