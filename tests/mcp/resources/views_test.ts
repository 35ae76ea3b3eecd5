// The policy of the views, as hosts read it.

import assert from "node:assert/strict";
import { VIEWS } from "../../../supabase/functions/mcp/resources/views.ts";

/** Hosts of MCP Apps and of OpenAI's Apps SDK enforce these. */
const META = {
  ui: {
    csp: { connectDomains: [], resourceDomains: [], frameDomains: [], baseUriDomains: [] },
    permissions: { clipboardWrite: {} },
    prefersBorder: true,
  },
  "openai/widgetCSP": { connect_domains: [], resource_domains: [] },
  "openai/widgetPrefersBorder": true,
};

const pages = VIEWS.filter(({ mimeType }) => mimeType === "text/html;profile=mcp-app");

Deno.test("every page allows no network, in the list and in what is read", async () => {
  assert.equal(pages.length, 2);
  for (const { name, _meta, read } of pages) {
    assert.deepEqual(_meta, META, name);
    assert.deepEqual((await read((text) => text))._meta, META, name);
  }
});
