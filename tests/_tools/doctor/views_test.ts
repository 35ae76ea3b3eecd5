// Check views: the flat field, and the views in resources/list.

import assert from "node:assert/strict";
import { views } from "../../../supabase/functions/_tools/doctor/checks/views.ts";
import type { JsonObject } from "../../../supabase/functions/_tools/doctor/session.ts";
import { messageOf, outcomes, sessionWith } from "./fake_server.ts";

const URI = "ui://list";
const CSP = { _meta: { ui: { csp: { connectDomains: [] } } } };
const NESTED = { ui: { resourceUri: URI } };
const BOTH = { ...NESTED, "ui/resourceUri": URI };

/**
 * @param meta `_meta` of the tool
 * @param listed entries of resources/list
 * @param read the content of resources/read
 */
async function found(meta: JsonObject, listed: JsonObject[], read: JsonObject) {
  const session = sessionWith((_, init) => ({
    result: messageOf(init).method === "resources/list"
      ? { resources: listed }
      : { contents: [{ uri: URI, ...read }] },
  }), { tools: [{ name: "list", _meta: meta }] });
  return await Array.fromAsync(views(session));
}

Deno.test("views() accepts a view in both fields and in the list, with its CSP", async () => {
  const findings = await found(BOTH, [{ uri: URI, ...CSP }], CSP);
  assert.deepEqual(outcomes(findings), ["flat view: ok", "listed views: ok"]);
});

Deno.test("views() finds a missing or different flat field", async () => {
  for (const meta of [NESTED, { ...NESTED, "ui/resourceUri": "ui://other" }]) {
    const [flat] = await found(meta, [{ uri: URI }], {});
    assert.match(flat?.found ?? "", /is missing or different: list/);
  }
});

Deno.test("views() finds a view that resources/list lacks", async () => {
  const [, listed] = await found(BOTH, [{ uri: "x://guide" }], {});
  assert.match(listed?.found ?? "", /lacks 1 of 1 views: ui:\/\/list/);
});

Deno.test("views() finds a CSP that resources/list lacks or changes", async () => {
  const other = { _meta: { ui: { csp: { connectDomains: ["https://x"] } } } };
  for (const policy of [{}, other]) {
    const [, listed] = await found(BOTH, [{ uri: URI, ...policy }], CSP);
    assert.match(listed?.found ?? "", /a different CSP/);
  }
});

Deno.test("views() skips tools without views", async () => {
  assert.deepEqual(outcomes(await found({}, [], {})), ["views: skipped"]);
});
