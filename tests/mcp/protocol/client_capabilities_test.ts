// Capabilities that a question to the client requires, and the error that names missing ones.

import assert from "node:assert/strict";
import { missingCapabilities } from "../../../supabase/functions/mcp/protocol/modern/client_capabilities.ts";
import type { InputRequest } from "../../../supabase/functions/mcp/primitives/client_input.ts";

const elicit = (params: InputRequest["params"]): InputRequest => ({
  method: "elicitation/create",
  params,
});
const sample = (params: InputRequest["params"]): InputRequest => ({
  method: "sampling/createMessage",
  params,
});
const form = elicit({ mode: "form", message: "?" });
const url = elicit({ mode: "url", message: "?", url: "https://example.com" });

Deno.test("elicitation without modes means form mode; a declared mode is the only one", () => {
  assert.deepEqual(missingCapabilities([form], { elicitation: {} }), {});
  assert.deepEqual(missingCapabilities([elicit({ message: "?" })], { elicitation: {} }), {});
  assert.deepEqual(missingCapabilities([form, url], { elicitation: { form: {}, url: {} } }), {});
  assert.deepEqual(missingCapabilities([url], { elicitation: {} }), { elicitation: { url: {} } });
  assert.deepEqual(missingCapabilities([url], { elicitation: { form: {} } }), {
    elicitation: { url: {} },
  });
  assert.deepEqual(missingCapabilities([form], { elicitation: { url: {} } }), {
    elicitation: { form: {} },
  });
});

Deno.test("a question with tools requires the client's sampling.tools", () => {
  assert.deepEqual(missingCapabilities([sample({})], { sampling: {} }), {});
  for (const params of [{ tools: [] }, { toolChoice: { mode: "none" } }]) {
    assert.deepEqual(missingCapabilities([sample(params)], { sampling: { tools: {} } }), {});
    assert.deepEqual(missingCapabilities([sample(params)], { sampling: {} }), {
      sampling: { tools: {} },
    });
  }
});

Deno.test("all missing capabilities are reported at once", () => {
  const roots: InputRequest = { method: "roots/list", params: {} };
  assert.deepEqual(missingCapabilities([form, url, sample({}), roots], { sampling: true }), {
    elicitation: { form: {}, url: {} },
    sampling: {},
    roots: {},
  });
});
