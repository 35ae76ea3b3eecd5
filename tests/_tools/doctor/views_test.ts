// Views of tools, as hosts of every age look for them.

import assert from "node:assert/strict";
import { views } from "../../../supabase/functions/_tools/doctor/checks/views.ts";
import type { JsonObject } from "../../../supabase/functions/_tools/doctor/visit.ts";
import { messageOf, outcomes, visitOf } from "./fake_server.ts";

const URI = "ui://list";
const POLICY = { _meta: { ui: { csp: { connectDomains: [] } } } };
const NESTED = { ui: { resourceUri: URI } };
const BOTH = { ...NESTED, "ui/resourceUri": URI };

/** @param meta of the tool; @param listed as resources/list has it; @param read as it is read */
async function found(meta: JsonObject, listed: JsonObject[], read: JsonObject) {
  const visit = visitOf((_, init) => ({
    result: messageOf(init).method === "resources/list"
      ? { resources: listed }
      : { contents: [{ uri: URI, ...read }] },
  }), { tools: [{ name: "list", _meta: meta }] });
  return await Array.fromAsync(views(visit));
}

Deno.test("a view in both fields and in the list, with its policy, is well", async () => {
  const findings = await found(BOTH, [{ uri: URI, ...POLICY }], POLICY);
  assert.deepEqual(outcomes(findings), ["flat view: ok", "listed views: ok"]);
});

Deno.test("a missing or another flat field is found", async () => {
  for (const meta of [NESTED, { ...NESTED, "ui/resourceUri": "ui://other" }]) {
    const [flat] = await found(meta, [{ uri: URI }], {});
    assert.match(flat?.found ?? "", /is missing: list/);
  }
});

Deno.test("a view that the list lacks is found", async () => {
  const [, listed] = await found(BOTH, [{ uri: "x://guide" }], {});
  assert.match(listed?.found ?? "", /lacks 1 of 1: ui:\/\/list/);
});

Deno.test("a policy that the list lacks, or has otherwise, is found", async () => {
  const other = { _meta: { ui: { csp: { connectDomains: ["https://x"] } } } };
  for (const policy of [{}, other]) {
    const [, listed] = await found(BOTH, [{ uri: URI, ...policy }], POLICY);
    assert.match(listed?.found ?? "", /another policy/);
  }
});

Deno.test("tools without views are not looked at", async () => {
  assert.deepEqual(outcomes(await found({}, [], {})), ["views: skipped"]);
});
