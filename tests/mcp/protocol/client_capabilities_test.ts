// What a client must have declared to be asked a question, and what it is told that it lacks.

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

Deno.test("elicitation without modes is that by form; a mode that is declared is the only one", () => {
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

Deno.test("a model that is to use tools is asked only where it can", () => {
  assert.deepEqual(missingCapabilities([sample({})], { sampling: {} }), {});
  for (const params of [{ tools: [] }, { toolChoice: { mode: "none" } }]) {
    assert.deepEqual(missingCapabilities([sample(params)], { sampling: { tools: {} } }), {});
    assert.deepEqual(missingCapabilities([sample(params)], { sampling: {} }), {
      sampling: { tools: {} },
    });
  }
});

Deno.test("everything that is lacking is told at once", () => {
  const roots: InputRequest = { method: "roots/list", params: {} };
  assert.deepEqual(missingCapabilities([form, url, sample({}), roots], { sampling: true }), {
    elicitation: { form: {}, url: {} },
    sampling: {},
    roots: {},
  });
});
