// Tools as clients see them: names, of which each must mean one, and what follows from a declaration.

import assert from "node:assert/strict";
import { createCatalogue } from "../../../supabase/functions/mcp/protocol/features/catalogue.ts";
import type { Effect } from "../../../supabase/functions/mcp/primitives/effect.ts";
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
    assert.throws(() => createCatalogue(tools), /Two tools have the name or alias artifact/, other);
  }
});

Deno.test("a tool whose name has no dots has one name", () => {
  const tool = { ...kinds, name: "kinds" };
  assert.equal(createCatalogue([tool]).find("kinds"), tool);
});

Deno.test("who may call follows from the required and the optional scopes of a tool, said in both places", () => {
  const noauth = { type: "noauth" };
  const oauth2 = { type: "oauth2", scopes: ["profile"] };
  const cases = [
    [{ requires: ["profile"], optionalScopes: ["profile"] }, [oauth2]],
    [{ requires: "public", optionalScopes: [] }, [noauth]],
    [{ requires: "public", optionalScopes: ["profile"] }, [noauth, oauth2]],
  ] as const;
  for (const [declared, expected] of cases) {
    const [descriptor] = createCatalogue([{ ...kinds, ...declared }]).descriptors("dotted");
    assert.deepEqual(descriptor?.securitySchemes, expected);
    assert.deepEqual(descriptor?._meta.securitySchemes, expected);
  }
});

/** The hints that an effect must give: read-only, destructive, open world. */
const HINTS: Record<Effect, [boolean, boolean, boolean]> = {
  reads: [true, false, false],
  receives: [true, false, true],
  creates: [false, false, false],
  changes: [false, false, false],
  publishes: [false, false, true],
  deletes: [false, true, false],
};

Deno.test("all three hints follow from the effect, and none is left out", () => {
  for (const [effect, [readOnlyHint, destructiveHint, openWorldHint]] of Object.entries(HINTS)) {
    const tool = { ...kinds, effect: effect as Effect };
    const [descriptor] = createCatalogue([tool]).descriptors("dotted");
    const expected = { readOnlyHint, destructiveHint, openWorldHint };
    assert.deepEqual(descriptor?.annotations, expected, effect);
  }
});
